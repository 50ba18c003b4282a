import { createCipheriv, createHmac, timingSafeEqual } from 'node:crypto'
import type { Secret } from '@gatehouse/contract'
import { headerLength } from './rtp.ts'

/** RFC 3711 with AES-128 in counter mode and a tag of 80 bits: what every telephone system has. */
export const SUITE = 'AES_CM_128_HMAC_SHA1_80'
/** RFC 4568 §6.1: a key of 16 octets and 14 octets of salt, in base64. */
export const MASTER_OCTETS = 30

const TAG = 10
/** §3.3.2: packets that may come late. What is older is dropped, so that nothing counts twice. */
const WINDOW = 64
/** Speakers of one call whose packets were genuine. */
const MOST_SOURCES = 8

type Keys = { readonly encryption: Buffer; readonly authentication: Buffer; readonly salt: Buffer }

/** §4.3: everything from one secret. */
export function keysOf(master: Secret): Keys {
  const octets = Buffer.from(master.reveal(), 'base64')
  const derived = (label: number, length: number) => {
    const start = Buffer.alloc(16)
    octets.copy(start, 0, 16, 30)
    start.writeUInt8(start.readUInt8(7) ^ label, 7)
    return createCipheriv('aes-128-ctr', octets.subarray(0, 16), start).update(Buffer.alloc(length))
  }
  return { encryption: derived(0, 16), authentication: derived(1, 20), salt: derived(2, 14) }
}

/** @returns makes each packet of one source, in their order, unreadable for others */
export function sealing(master: Secret): (packet: Buffer) => Buffer {
  const keys = keysOf(master)
  let rounds = 0
  let last: number | undefined
  return (packet) => {
    const sequence = packet.readUInt16BE(2)
    if (last !== undefined && sequence < last) rounds += 1
    last = sequence
    const sealed = crypt(keys, packet, rounds)
    return Buffer.concat([sealed, tagOf(keys, sealed, rounds)])
  }
}

type Source = { highest: number; readonly seen: Set<number> }

/** @returns gives the packet, when it is genuine and was not there before */
export function opening(master: Secret): (octets: Buffer) => Buffer | undefined {
  const keys = keysOf(master)
  const sources = new Map<number, Source>()
  return (octets) => {
    const packet = octets.subarray(0, Math.max(0, octets.length - TAG))
    if (headerLength(packet) === undefined) return undefined
    const id = packet.readUInt32BE(8)
    const source = sources.get(id)
    const index = indexOf(packet.readUInt16BE(2), source?.highest)
    const rounds = Math.floor(index / 0x1_0000)
    if (index < 0 || (source && (index <= source.highest - WINDOW || source.seen.has(index)))) return undefined
    if (!timingSafeEqual(tagOf(keys, packet, rounds), octets.subarray(-TAG))) return undefined
    if (!source && sources.size >= MOST_SOURCES) return undefined
    remember(source ?? add(sources, id, index), index)
    return crypt(keys, packet, rounds)
  }
}

function add(sources: Map<number, Source>, id: number, highest: number): Source {
  const source = { highest, seen: new Set<number>() }
  sources.set(id, source)
  return source
}

function remember(source: Source, index: number): void {
  source.seen.add(index)
  source.highest = Math.max(source.highest, index)
  for (const one of source.seen) if (one <= source.highest - WINDOW) source.seen.delete(one)
}

/** §3.3.1: the whole number of a packet, of which it says the last 16 bits: the one that is nearest to the highest known. */
function indexOf(sequence: number, highest: number | undefined): number {
  if (highest === undefined) return sequence
  const rounds = Math.floor(highest / 0x1_0000)
  const candidates = [rounds - 1, rounds, rounds + 1].map((one) => one * 0x1_0000 + sequence)
  return candidates.reduce((best, one) => (Math.abs(one - highest) < Math.abs(best - highest) ? one : best))
}

/** §4.1.1. The same in both directions. */
function crypt({ encryption, salt }: Keys, packet: Buffer, rounds: number): Buffer {
  const begin = headerLength(packet) ?? packet.length
  const start = Buffer.concat([salt, Buffer.alloc(2)])
  for (let at = 0; at < 4; at++) start.writeUInt8(start.readUInt8(4 + at) ^ packet.readUInt8(8 + at), 4 + at)
  const index = Buffer.alloc(6)
  index.writeUIntBE(rounds * 0x1_0000 + packet.readUInt16BE(2), 0, 6)
  for (let at = 0; at < 6; at++) start.writeUInt8(start.readUInt8(8 + at) ^ index.readUInt8(at), 8 + at)
  return Buffer.concat([packet.subarray(0, begin), createCipheriv('aes-128-ctr', encryption, start).update(packet.subarray(begin))])
}

/** §4.2: over the packet and how often its numbers began anew. */
function tagOf({ authentication }: Keys, sealed: Buffer, rounds: number): Buffer {
  const times = Buffer.alloc(4)
  times.writeUInt32BE(rounds)
  return createHmac('sha1', authentication).update(sealed).update(times).digest().subarray(0, TAG)
}
