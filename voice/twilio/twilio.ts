import { Secret } from '@gatehouse/contract'
import * as v from 'valibot'
import type { Log } from '../../groundwork/log/log.ts'
import { httpCall, type HttpLimits } from '../../groundwork/outgoing/http-call.ts'
import { trusting } from '../../groundwork/outgoing/trust.ts'
import { json } from '../../groundwork/outgoing/json.ts'
import { fateOf } from '../../groundwork/outgoing/twilio-fate.ts'
import type { Answer } from '../listener.ts'
import type { Line, Provider } from '../provider.ts'
import { seldom } from '../seldom.ts'
import type { Webhook, Webhooks } from '../webhooks.ts'
import { formIn } from './form.ts'
import { voiceOf } from './languages.ts'
import { type Leg, leg } from './leg.ts'
import { isSigned } from './signature.ts'
import { hangUp, twiml } from './twiml.ts'

export type TwilioSettings = {
  /** Where the API begins: https://api.twilio.com, or that of somebody who speaks the same. */
  url: string
  /** PEM that is trusted instead of what the machine trusts. */
  ca?: string
  account: string
  signIn: { user: string; password: Secret }
  /** With which webhooks are signed, whatever the sign-in is. */
  authToken: Secret
  /** The number that is shown where it rings. */
  from: string
  /** Whether machines are looked for, and left alone. */
  machines: 'hang-up' | 'ignore'
  /** By language tag in lower case: a voice of <Say>. */
  voices: Readonly<Record<string, string>>
}

/** A person waits for the ringing. */
const usualLimits: HttpLimits = { connect: 5000, whole: 15_000 }
/** Seconds after which Twilio ends a call by itself, should we be gone. */
const LONGEST = 240
/** Milliseconds for which what comes late for a call that is over is still known. */
const REMEMBERED = 300_000

type Parts = { name: string; webhooks: Pick<Webhooks, 'addressFor' | 'mount'>; log: Log; limits?: HttpLimits }

/** Calls through Twilio's voice API (https://www.twilio.com/docs/voice/api/call-resource), a connection of its own for each request. */
export function twilioProvider(settings: TwilioSettings, { name, webhooks, log, limits = usualLimits }: Parts): Provider {
  const { account, authToken, signIn } = settings
  const secureContext = trusting(settings.ca)
  const base = `${settings.url.replace(/\/+$/u, '')}/2010-04-01/Accounts/${account}`
  const legs = new Map<string, Leg>()
  const address = webhooks.addressFor(name)
  const warn = seldom(log)
  let closed = false
  webhooks.mount(name, take)

  const api = (path: string, form?: URLSearchParams) =>
    httpCall({ url: new URL(`${base}${path}`), ...signIn, ...(form && { form: new Secret(form.toString()) }) }, limits, secureContext)
  const cut = async (id: string) => {
    const sid = legs.get(id)?.sid()
    if (sid === undefined) return
    const answer = await api(`/Calls/${encodeURIComponent(sid)}.json`, new URLSearchParams({ Status: 'completed' }))
    // One that is over cannot be ended: that is no failure.
    if ('failed' in answer || answer.status >= 500) log.warn({ call: id, provider: name, why: 'failed' in answer ? answer.failed : `${answer.status}` }, 'a call could not be ended')
  }

  return {
    name,
    async place(call, heard) {
      if (closed) return { fate: 'not-now', why: 'it is stopping' }
      const { id } = call
      const voice = voiceOf(call.language, settings.voices)
      const one = leg({ call, voice, address, cut: () => void cut(id), heard: (what) => {
        if (!closed) heard(what)
        if (one.isOver()) setTimeout(() => legs.delete(id), REMEMBERED).unref()
      } })
      legs.set(id, one)
      const answer = await api('/Calls.json', formFor(call.to, call.ringSeconds, one))
      const fate = fateOf(answer, aboutTheNumber)
      switch (fate.fate) {
        case 'sent':
          if (fate.reference !== undefined) one.learn(fate.reference)
          return { fate: 'taken', line: lineOf(one, id) }
        case 'unknown': return { fate: fate.fate, why: fate.why, line: lineOf(one, id) }
        case 'refused':
        case 'not-now':
          legs.delete(id)
          return { fate: fate.fate, why: fate.why }
      }
    },
    async check() {
      const answer = await api('.json')
      if ('failed' in answer) throw new Error(answer.failed)
      // Not everybody who speaks the same has this page.
      if (answer.status !== 404 && (answer.status < 200 || answer.status > 299)) throw new Error(`status ${answer.status}`)
    },
    async close() {
      closed = true
      const open = [...legs].filter(([, one]) => !one.isOver())
      for (const [, one] of open) one.stop()
      await Promise.all(open.map(([id]) => cut(id)))
    },
  }

  function formFor(to: Secret, ringSeconds: number, { addresses: { begin, status, machine } }: Leg): URLSearchParams {
    const form = new URLSearchParams({
      To: to.reveal(), From: settings.from, Url: begin, Method: 'POST', Timeout: String(ringSeconds), TimeLimit: String(LONGEST),
      StatusCallback: status, StatusCallbackMethod: 'POST',
      // The question is asked at once, and a machine cut off when it is recognised: waiting for that would be silence in a person's ear.
      ...(settings.machines === 'hang-up' && { MachineDetection: 'Enable', AsyncAmd: 'true', AsyncAmdStatusCallback: machine, AsyncAmdStatusCallbackMethod: 'POST' }),
    })
    for (const event of ['initiated', 'ringing', 'answered', 'completed']) form.append('StatusCallbackEvent', event)
    return form
  }

  function lineOf(one: Leg, id: string): Line {
    return {
      say: one.say,
      hangUp() {
        if (one.isOver()) return
        one.stop()
        void cut(id)
      },
      async ask() {
        const sid = one.sid()
        if (one.isOver()) return
        if (sid === undefined) {
          // Whoever was called would have told by now: then nobody was.
          one.end('network')
          return
        }
        const answer = await api(`/Calls/${encodeURIComponent(sid)}.json`)
        if ('failed' in answer) return
        const found = v.safeParse(Resource, json(answer.body))
        if (answer.status === 404) one.end('network')
        else if (answer.status === 200 && found.success) one.standsAt(found.output.status, found.output.answered_by ?? undefined)
      },
    }
  }

  /** The signature first: whoever cannot sign learns nothing, not even whether there is such a call. */
  async function take({ url, token, headers, body }: Webhook): Promise<Answer> {
    const refuse = (status: number, why: string): Answer => {
      warn({ provider: name, why }, 'a webhook was refused')
      return { status }
    }
    const signature = headers['x-twilio-signature']
    const form = formIn(body)
    if (headers['content-type']?.toString().split(';')[0]?.trim().toLowerCase() !== 'application/x-www-form-urlencoded' || !form) return refuse(400, 'it is no form')
    if (typeof signature !== 'string' || !isSigned({ url, form, token: authToken, signature })) return refuse(403, 'it is not signed')
    if (form.get('AccountSid') !== account) return refuse(403, 'it is of another account')
    const found = [...legs.values()].map((one) => ({ one, taker: one.taker(token) })).find(({ taker }) => taker !== undefined)
    // After a restart: the call that nobody knows any more ends, in place of an apology for a broken program.
    if (!found?.taker) return { ...refuse(200, 'nobody knows that call'), type: 'text/xml', body: twiml(hangUp) }
    const sid = form.get('CallSid') ?? ''
    if (!/^[\x21-\x7e]{1,100}$/u.test(sid) || (found.one.sid() ?? sid) !== sid) return refuse(403, 'it is of another call')
    found.one.learn(sid)
    const answer = await found.taker(form)
    return answer.status === 409 ? refuse(409, 'it came before') : answer
  }
}

const Resource = v.object({ status: v.string(), answered_by: v.nullish(v.string()) })

/** https://www.twilio.com/docs/api/errors: would be the same the next time, because it lies in the number. */
const aboutTheNumber: ReadonlySet<number> = new Set([
  21211, 21217, 13223, 13224, // is no number
  21214, // cannot be reached
  21215, 21216, 13227, // is in a country, or on a list, that we may not call
  21219, // is not among those that a trial account may call
])
