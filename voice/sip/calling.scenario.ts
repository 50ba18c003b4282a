import { createSocket } from 'node:dgram'
import { once } from 'node:events'
import { Secret } from '@gatehouse/contract'
import { afterEach, beforeAll, expect } from 'vitest'
import { ranAgainst } from '../../test/peers/journal.ts'
import type { Step } from '../../test/peers/sipp/scenario.ts'
import { type Sipp, sippVersion, startSipp } from '../../test/peers/sipp/sipp.ts'
import type { Call, Line, Placed, Provider } from '../provider.ts'
import { type Times, usualTimes } from './again.ts'
import { pbxProvider } from './pbx.ts'
import type { PbxLimits, PbxSettings } from './pbx-settings.ts'
import { type Packet, packetIn } from './rtp.ts'
import type { Speech } from './speech.ts'

export const number = '+491713920011'
/** What nobody answers is given up sooner here. */
export const timesOverALine: Times = { ...usualTimes, unheard: 3000 }
/** Where nothing is lost nothing is said again: sipp loses its place when a copy of the INVITE comes between two of its answers, and a machine that stands still for a moment sends one. */
const limits: PbxLimits = { connect: 5000, firstAnswer: 8000, taken: 4000, times: { ...timesOverALine, t1: timesOverALine.unheard } }
/** A fifth of a second each. */
const speech: Speech = () => Promise.resolve(new Int16Array(1600).fill(5000))

type More = { settings?: Partial<PbxSettings>; call?: Partial<Call>; speech?: Speech; limits?: Partial<PbxLimits> }

/** What the tests of a file share: telephone systems that judge, calls to them, and that nothing of a person is in the log. */
export function scene(testFile: string, peers = [`sipp ${sippVersion}`]) {
  const providers: Provider[] = []
  const systems: Sipp[] = []
  const lines: unknown[] = []
  beforeAll(() => { for (const peer of peers) ranAgainst(testFile, peer) })
  afterEach(async () => {
    for (const one of providers.splice(0)) await one.close()
    for (const one of systems.splice(0)) await one.stop()
    expect(JSON.stringify(lines)).not.toMatch(/1713920011|"keys|42/u)
  })

  return {
    lines,
    /** A telephone system that takes one call, as these steps have it. */
    async pbx(steps: readonly Step[], how: Parameters<typeof startSipp>[1] = {}): Promise<Sipp> {
      const sipp = await startSipp(steps, how)
      systems.push(sipp)
      return sipp
    },
    provider,
    call: (port: number, more: More = {}): Calling => calling(provider(port, more), more),
  }

  function provider(port: number, more: More = {}): Provider {
    const made = pbxProvider(
      { endpoint: { host: '127.0.0.1', port, transport: 'udp' }, account: undefined, from: '2100', plus: '00', codecs: ['PCMA', 'PCMU'], encrypted: false, ...more.settings },
      { name: 'pbx', log: { warn: (...words) => void lines.push(words) }, speech: more.speech ?? speech, limits: { ...limits, ...more.limits } })
    providers.push(made)
    return made
  }
}

export type Calling = { news: string[]; placed: Promise<Placed>; line: () => Promise<Line>; /** Waits until that is heard. */ until: (what: string) => Promise<void> }

function calling(provider: Provider, more: More): Calling {
  const news: string[] = []
  const call: Call = {
    id: 'call-1', to: new Secret(number), language: 'en', keysWanted: 'digits', ringSeconds: 5, prompts: { ask: 'ask', right: 'right', wrong: 'wrong', stop: 'stop' }, ...more.call,
  }
  const placed = provider.place(call, (what) => void news.push('keys' in what ? `keys ${what.keys.reveal()}` : what.what))
  return {
    news, placed,
    async line() {
      const its = await placed
      if (!('line' in its)) throw new Error(`no line: ${its.why}`)
      return its.line
    },
    until: (what) => expect.poll(() => news, { timeout: 8000, interval: 20 }).toContain(what),
  }
}

export type Ear = { port: number; packets: Packet[]; /** As they came. */ heard: { at: number; octets: Buffer }[]; /** Says something to whoever speaks. */ say: (octets: Buffer) => void; close: () => void }

/** An ear where a telephone system would have one. */
export async function ear(): Promise<Ear> {
  const socket = createSocket('udp4').bind(0, '127.0.0.1')
  await once(socket, 'listening')
  const packets: Packet[] = []
  const heard: Ear['heard'] = []
  let speaker = 0
  socket.on('message', (octets: Buffer, { port }) => {
    speaker = port
    heard.push({ at: Math.round(performance.now()), octets })
    const one = packetIn(octets)
    if (one) packets.push(one)
  })
  return { port: socket.address().port, packets, heard, say: (octets) => socket.send(octets, speaker, '127.0.0.1'), close: () => socket.close() }
}
