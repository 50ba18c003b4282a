import { randomBytes } from 'node:crypto'
import { httpServerFor } from '../http-server.ts'
import { misbehaving } from '../misbehaving.ts'
import { type ShortMessage, SmsBox, type WantedSms } from '../sms-box.ts'
import { answerAs, type End, type State } from './api.ts'
import type { Fault } from './fault.ts'

export type { Fault, ShortMessage }

export type TwilioOptions = {
  fault?: Fault
  /** In the clear, for a demo on loopback. */
  plain?: true
  onMessage?: (message: ShortMessage) => void
}

export type Twilio = {
  /** Where its API begins. */
  url: string
  account: string
  token: string
  /** The certificate of the authority that its own comes from. */
  caFile: string
  messages: () => readonly ShortMessage[]
  /** The first message to a number, waiting for it up to half a minute. */
  next: (wanted: WantedSms) => Promise<ShortMessage>
  attempts: () => number
  /** How often somebody asked what became of the message with that SID. */
  looks: (sid: string | undefined) => number
  /** What messages become from now on. */
  end: (end: End) => void
  /** From now on; undefined: not any more. */
  misbehave: (fault: Fault | undefined) => Promise<void>
  stop: () => Promise<void>
}

/** A provider on a free port of 127.0.0.1 that sends nothing: what arrives stays in memory. */
export async function startTwilio(options: TwilioOptions = {}): Promise<Twilio> {
  const state: State = {
    account: `AC${randomBytes(16).toString('hex')}`, token: randomBytes(16).toString('hex'),
    box: new SmsBox(options.onMessage), end: 'delivered', ends: new Map(), attempts: 0, looks: new Map(),
  }
  const { port, caFile, misbehave, stop } = await misbehaving<Exclude<Fault, 'refuse'>>('twilio', options.plain ?? false, (certificates) => (fault) => httpServerFor(fault, certificates, (request, response) => answerAs(state, fault, request, response)))
  if (options.fault) await misbehave(options.fault)
  return {
    url: `${options.plain ? 'http' : 'https'}://127.0.0.1:${port}`,
    account: state.account, token: state.token,
    caFile,
    messages: () => state.box.all(),
    next: (wanted) => state.box.next(wanted),
    attempts: () => state.attempts,
    looks: (sid = '') => state.looks.get(sid) ?? 0,
    end: (end) => { state.end = end },
    misbehave, stop,
  }
}
