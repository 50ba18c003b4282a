import { packet } from '../../../voice/sip/rtp.ts'

/** One press of a key, as a telephone sends it. */
export type Press = {
  key: string
  /** Milliseconds after the recording begins. */
  at: number
  /** How often its last packet is sent; three times, usually. */
  ends?: number
  /** Which packets get lost, counted from 0 of eight. */
  lost?: readonly number[]
  type?: number
}

const EVENTS = '0123456789*#'
const MILLISECONDS = 20

/** Keys one after the other. */
export const keyed = (keys: string, { from = 50, pause = 200 } = {}): Press[] => Array.from(keys, (key, index) => ({ key, at: from + index * pause }))

/** The port that they go from and to, in a capture. */
export const CAPTURED_PORT = 40_000

/** A recording of RTP with these presses in it (Ethernet, IPv4, UDP): sipp sends what is in the UDP. */
export function recording(presses: readonly Press[]): Buffer {
  let sequence = 100
  const frames = presses.flatMap(({ key, at, ends = 3, lost = [], type = 101 }) => {
    const timestamp = 1000 + at * 8
    const payloadAt = (step: number, end: boolean) => {
      const payload = Buffer.from([EVENTS.indexOf(key), end ? 0x8a : 0x0a, 0, 0])
      payload.writeUInt16BE((step + 1) * MILLISECONDS * 8, 2)
      return payload
    }
    const steps = [...Array.from({ length: 5 }, (_, step) => ({ step, end: false })), ...Array.from({ length: ends }, () => ({ step: 5, end: true }))]
    return steps.flatMap(({ step, end }, index) => {
      sequence += 1
      const octets = packet({ type, marker: step === 0, sequence, timestamp, source: 0x5109_0001, payload: payloadAt(step, end) })
      return lost.includes(index) ? [] : [{ at: at + step * MILLISECONDS, octets }]
    })
  })
  return capture(frames)
}

/** Datagrams as libpcap keeps them. @param frames each with its milliseconds after the beginning */
export function capture(frames: readonly { at: number; octets: Buffer }[]): Buffer {
  const head = Buffer.alloc(24)
  head.writeUInt32LE(0xa1b2_c3d4, 0)
  head.writeUInt16LE(2, 4)
  head.writeUInt16LE(4, 6)
  head.writeUInt32LE(65_535, 16)
  head.writeUInt32LE(1, 20)
  return Buffer.concat([head, ...frames.map(({ at, octets }) => record(at, ethernet(octets)))])
}

function record(milliseconds: number, frame: Buffer): Buffer {
  const head = Buffer.alloc(16)
  head.writeUInt32LE(1_700_000_000 + Math.floor(milliseconds / 1000), 0)
  head.writeUInt32LE(milliseconds % 1000 * 1000, 4)
  head.writeUInt32LE(frame.length, 8)
  head.writeUInt32LE(frame.length, 12)
  return Buffer.concat([head, frame])
}

function ethernet(payload: Buffer): Buffer {
  const frame = Buffer.alloc(42)
  frame.writeUInt16BE(0x0800, 12)
  frame.writeUInt8(0x45, 14)
  frame.writeUInt16BE(28 + payload.length, 16)
  frame.writeUInt8(64, 22)
  frame.writeUInt8(17, 23)
  frame.set([127, 0, 0, 1, 127, 0, 0, 1], 26)
  frame.writeUInt16BE(CAPTURED_PORT, 34)
  frame.writeUInt16BE(CAPTURED_PORT, 36)
  frame.writeUInt16BE(8 + payload.length, 38)
  return Buffer.concat([frame, payload])
}
