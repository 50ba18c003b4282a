import { setTimeout as pause } from 'node:timers/promises'
import { Secret } from '@gatehouse/contract'
import * as v from 'valibot'
import { trusting } from '../../../groundwork/outgoing/trust.ts'
import { httpCall, type HttpLimits } from '../../../groundwork/outgoing/http-call.ts'
import type { SmsProvider } from './provider.ts'
import type { Receipt, ReceiptState } from './smpp/receipt.ts'
import { json } from '../../../groundwork/outgoing/json.ts'
import { fateOf } from '../../../groundwork/outgoing/twilio-fate.ts'

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

/** Seconds after which a message is asked about; the last answer stands. Calls to us would need an address that the internet reaches. */
const LOOKS = [5, 15, 60, 240] as const

type Parts = { name: string; onReceipt: (receipt: Receipt) => void; limits?: HttpLimits; looks?: readonly number[] }

/** Sends through Twilio's API (https://www.twilio.com/docs/messaging/api/message-resource), a connection of its own for each message. */
export function twilioProvider({ url, ca, account, signIn, sender }: TwilioSettings, { name, onReceipt, limits = usualLimits, looks = LOOKS }: Parts): SmsProvider {
  const secureContext = trusting(ca)
  const base = `${url.replace(/\/+$/u, '')}/2010-04-01/Accounts/${account}`
  const from = 'from' in sender ? { From: sender.from } : { MessagingServiceSid: sender.messagingService }
  const closed = new AbortController()
  const call = (path: string, form?: Secret) => httpCall({ url: new URL(`${base}${path}`), ...signIn, ...(form && { form }) }, limits, secureContext)

  return {
    name,
    async send({ to, text, seconds }) {
      const form = new Secret(new URLSearchParams({ To: to.reveal(), ...from, Body: text.reveal(), ...(seconds && { ValidityPeriod: String(seconds) }) }).toString())
      const result = fateOf(await call('/Messages.json', form), aboutTheNumber)
      if (result.fate === 'sent' && result.reference) void follow(result.reference)
      return result
    },
    async check() {
      const answer = await call('.json')
      if ('failed' in answer) throw new Error(answer.failed)
      // Not everybody who speaks the same has this page.
      if (answer.status !== 404 && (answer.status < 200 || answer.status > 299)) throw new Error(`status ${answer.status}`)
    },
    close() {
      closed.abort()
      return Promise.resolve()
    },
  }

  /** Asks how it ends, for a while and in this process alone: what a stop interrupts is not asked any more. */
  async function follow(sid: string): Promise<void> {
    for (const seconds of looks) {
      await pause(seconds * 1000, undefined, { ref: false, signal: closed.signal }).catch(() => undefined)
      if (closed.signal.aborted) return
      const answer = await call(`/Messages/${encodeURIComponent(sid)}.json`)
      const state = 'body' in answer ? stateIn(answer.body) : undefined
      if (state === undefined) continue
      onReceipt({ ids: [sid], state })
      return
    }
  }
}

const ended: Readonly<Record<string, ReceiptState>> = { delivered: 'delivered', undelivered: 'undeliverable', failed: 'rejected', canceled: 'deleted' }

/** @returns how it ended; undefined: not yet, or the answer does not say */
function stateIn(body: string): ReceiptState | undefined {
  const resource = v.safeParse(Ended, json(body))
  return resource.success ? ended[resource.output.status] : undefined
}

const Ended = v.object({ sid: v.string(), status: v.string() })

/** https://www.twilio.com/docs/api/errors */
const aboutTheNumber = new Set([
  21211, // is no number
  21214, 21217, 21401, 21421, // cannot be reached, does not exist
  21265, 21266, // is a short code; is the sender itself
  21408, // in a country that we may not send to
  21610, // has told the provider to stop
  21612, 21614, // has no way from this sender; is not mobile
])
