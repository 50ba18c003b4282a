import { inTurn } from '../in-turn.ts'
import type { Log, Send, Sms } from '../ports.ts'
import { twilioSender, type TwilioSettings } from './twilio.ts'

export type SmsProviderSettings = { name: string; kind: 'twilio' } & TwilioSettings

/** Sends through the first provider that takes a message. */
export const smsSender = (providers: readonly SmsProviderSettings[], log: Log): Send<Sms> =>
  inTurn(providers.map((settings) => ({ name: settings.name, send: twilioSender(settings) })), log)
