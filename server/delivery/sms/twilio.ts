import { Secret } from '@gatehouse/contract'
import * as v from 'valibot'
import { trusting } from '../../trust.ts'
import type { Fate, Send, Sms } from '../ports.ts'
import { type HttpAnswer, httpCall, type HttpLimits } from './http-call.ts'

export type TwilioSettings = {
  /** Where the API begins: https://api.twilio.com, or that of somebody who speaks the same. */
  url: string
  /** PEM that is trusted instead of what the machine trusts. */
  ca?: string
  account: string
  signIn: { user: string; password: Secret }
  sender: { from: string } | { messagingService: string }
}

const usualLimits: HttpLimits = { connect: 10_000, whole: 30_000 }

/** Sends through Twilio's API (https://www.twilio.com/docs/messaging/api/message-resource), a connection of its own for each message. */
export function twilioSender({ url, ca, account, signIn, sender }: TwilioSettings, limits = usualLimits): Send<Sms> {
  const secureContext = trusting(ca)
  const messages = new URL(`${url.replace(/\/+$/u, '')}/2010-04-01/Accounts/${account}/Messages.json`)
  const from = 'from' in sender ? { From: sender.from } : { MessagingServiceSid: sender.messagingService }
  return async ({ to, text }) => {
    const form = new Secret(new URLSearchParams({ To: to.reveal(), ...from, Body: text.reveal() }).toString())
    return fateOf(await httpCall({ url: messages, ...signIn, form }, limits, secureContext))
  }
}

const Taken = v.object({ sid: v.string(), status: v.string() })
const Refused = v.object({ code: v.number() })

/** @returns what became of a message of which this is the answer */
export function fateOf(answer: HttpAnswer): Fate {
  if ('failed' in answer) return { fate: answer.handedOver ? 'unknown' : 'not-now', why: answer.failed }
  const { status } = answer
  const body = json(answer.body)
  if (status >= 200 && status < 300) {
    const taken = v.safeParse(Taken, body)
    if (!taken.success) return { fate: 'unknown', why: `${status}, and an answer that is not Twilio's` }
    return hasFailed(taken.output.status) ? { fate: 'refused', why: `${status} ${taken.output.status}` } : { fate: 'sent' }
  }
  const refused = v.safeParse(Refused, body)
  const why = refused.success ? `${status}, error ${refused.output.code}` : `${status}`
  // Somebody before or behind the API may say so, after it has seen the message.
  if (status >= 500) return { fate: 'unknown', why }
  return { fate: refused.success && aboutTheNumber.has(refused.output.code) ? 'refused' : 'not-now', why }
}

const hasFailed = (status: string) => ['failed', 'undelivered', 'canceled'].includes(status)

/**
 * https://www.twilio.com/docs/api/errors: what would be the same the next time, because it lies in the number. All else is about us
 * (our password, our sender, our budget there) or the moment, and ends when somebody mends it.
 */
const aboutTheNumber = new Set([
  21211, // is no number
  21214, 21217, 21401, 21421, // cannot be reached, does not exist
  21265, 21266, // is a short code; is the sender itself
  21408, // in a country that we may not send to
  21610, // has told the provider to stop
  21612, 21614, // has no way from this sender; is not mobile
])

function json(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
