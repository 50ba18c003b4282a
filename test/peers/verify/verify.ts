import { randomBytes } from 'node:crypto'
import { httpServerFor } from '../http-server.ts'
import { misbehaving } from '../misbehaving.ts'
import { type ShortMessage, SmsBox, type WantedSms } from '../sms-box.ts'
import { answerAs, type Asked, type State } from './api.ts'
import { Codes } from './codes.ts'
import type { Fault } from './fault.ts'

export type { Asked, Fault }

export type Verify = {
  /** Where its API begins. */
  url: string
  account: string
  token: string
  service: string
  /** The certificate of the authority that its own comes from. */
  caFile: string
  messages: () => readonly ShortMessage[]
  /** The first message to a number, waiting for it up to half a minute. */
  next: (wanted: WantedSms) => Promise<ShortMessage>
  /** Everything that was asked by somebody who signed in, in its order. */
  asked: () => readonly Asked[]
  /** How long its codes are, and live, from now on; and by how many milliseconds its clock goes ahead. */
  codes: Pick<Codes, 'length' | 'life' | 'ahead'>
  /** Milliseconds before an answer goes out, asked for each of them. */
  answerAfter: (pause: () => number) => void
  /** From now on; undefined: not any more. */
  misbehave: (fault: Fault | undefined) => Promise<void>
  stop: () => Promise<void>
}

/** A maker of codes on a free port of 127.0.0.1, with the API of Twilio's Verify, that sends nothing: what it would send stays in memory. */
export async function startVerify(options: { plain?: true; onMessage?: (message: ShortMessage) => void } = {}): Promise<Verify> {
  const sid = (prefix: string) => `${prefix}${randomBytes(16).toString('hex')}`
  const state: State = {
    account: sid('AC'), token: randomBytes(16).toString('hex'), service: sid('VA'), box: new SmsBox(options.onMessage), codes: new Codes(), asked: [], pause: () => 0,
  }
  const { port, caFile, misbehave, stop } = await misbehaving<Exclude<Fault, 'refuse'>>('verify', options.plain ?? false, (certificates) => (fault) => httpServerFor(fault, certificates, (request, response) => answerAs(state, fault, request, response)))
  return {
    url: `${options.plain ? 'http' : 'https'}://127.0.0.1:${port}`,
    account: state.account, token: state.token, service: state.service,
    caFile, codes: state.codes,
    messages: () => state.box.all(),
    next: (wanted) => state.box.next(wanted),
    asked: () => [...state.asked],
    answerAfter: (pause) => { state.pause = pause },
    misbehave, stop,
  }
}
