import { randomBytes } from 'node:crypto'
import { httpServerFor } from '../http-server.ts'
import { misbehaving } from '../misbehaving.ts'
import type { Fault } from '../twilio/fault.ts'
import { answerAs, type State } from './api.ts'
import type { Call, Phone, Sent, Spoken } from './phone.ts'
import { runCall } from './running-call.ts'
import { sign } from './sign.ts'

export type { Call, Fault, Phone, Sent, Spoken }

export type TwilioVoice = {
  /** Where its API begins. */
  url: string
  account: string
  token: string
  /** The certificate of the authority that its own comes from. */
  caFile: string
  /** How the telephone of that number behaves from now on; without it, nobody has that number. */
  phone: (number: string, phone: Phone) => void
  /** In the order in which they were made. */
  calls: () => readonly Call[]
  attempts: () => number
  looks: () => number
  /** Webhooks for that origin go to this one, as a name server and a proxy would have it. */
  route: (publicOrigin: string, origin: string) => void
  /** Webhooks that are lost from now on: a status, `machine`, or `twiml`. */
  lose: (...kinds: string[]) => void
  /** Whether statuses come after the end, the last one first. */
  late: (late: boolean) => void
  /** Whether it asks what to say only once it knows who answered, whatever it was told: not everybody who speaks the same can do both at once. */
  waits: (waits: boolean) => void
  /** Sends what a test wants, signed unless it says how. @returns the status of the answer and its body */
  send: (url: string, form: Readonly<Record<string, string>>, signature?: string) => Promise<{ status: number; body: string }>
  /** From now on; undefined: not any more. */
  misbehave: (fault: Fault | undefined) => Promise<void>
  stop: () => Promise<void>
}

/** A provider of calls on a free port of 127.0.0.1, as Twilio's documentation has its voice API. Nobody's telephone rings: what was spoken stays in memory. */
export async function startTwilioVoice({ plain = false } = {}): Promise<TwilioVoice> {
  const phones = new Map<string, Phone>()
  const cuts = new Map<string, AbortController>()
  const running = new Set<Promise<void>>()
  const routes = new Map<string, string>()
  let lost: readonly string[] = []
  let lateStatuses = false
  let waits = false

  const state: State = {
    account: `AC${randomBytes(16).toString('hex')}`, token: randomBytes(16).toString('hex'),
    calls: new Map(), attempts: 0, looks: 0,
    dial(call) {
      const cut = new AbortController()
      cuts.set(call.sid, cut)
      const run = runCall({ call, phone: phones.get(call.to) ?? { picks: 'failed' }, deliver, cut: cut.signal, lateStatuses, waits })
      running.add(run)
      void run.finally(() => running.delete(run))
    },
    cut: (sid) => cuts.get(sid)?.abort(),
  }

  async function send(url: string, form: Readonly<Record<string, string>>, signature = sign(state.token, url, form)) {
    const { origin, pathname } = new URL(url)
    const response = await fetch(`${routes.get(origin) ?? origin}${pathname}`, {
      method: 'POST', redirect: 'manual', body: new URLSearchParams(form), headers: { 'x-twilio-signature': signature, 'user-agent': 'TwilioProxy/1.1' },
    })
    return { status: response.status, body: await response.text() }
  }

  async function deliver(call: Call, kind: string, url: string, more: Readonly<Record<string, string>>): Promise<Sent> {
    const form = { ApiVersion: '2010-04-01', AccountSid: state.account, CallSid: call.sid, Direction: 'outbound-api', From: call.from, To: call.to, ...more }
    const sent: Sent = { kind, url, form, signature: sign(state.token, url, form) }
    call.webhooks.push(sent)
    const answered = lost.includes(kind) ? undefined : await send(url, form).catch(() => undefined)
    if (answered) sent.answered = answered
    return sent
  }

  const { port, caFile, misbehave, stop } = await misbehaving<Exclude<Fault, 'refuse'>>('twilio-voice', plain, (certificates) => (fault) => httpServerFor(fault, certificates, (request, response) => answerAs(state, fault, request, response)))
  return {
    url: `${plain ? 'http' : 'https'}://127.0.0.1:${port}`,
    account: state.account, token: state.token, caFile,
    phone: (number, phone) => void phones.set(number, phone),
    calls: () => [...state.calls.values()],
    attempts: () => state.attempts,
    looks: () => state.looks,
    route: (publicOrigin, origin) => void routes.set(publicOrigin, origin),
    lose: (...kinds) => { lost = kinds },
    late: (late) => { lateStatuses = late },
    waits: (really) => { waits = really },
    send, misbehave,
    async stop() {
      for (const cut of cuts.values()) cut.abort()
      await Promise.allSettled(running)
      await stop()
    },
  }
}
