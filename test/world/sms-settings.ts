import type { ShortMessage, WantedSms } from '../peers/sms-box.ts'

/** Who brings codes by SMS, with what the settings must say to reach them. */
export type SmsSettings =
  | { kind?: 'twilio'; url: string; account: string; token: string; caFile: string }
  | { kind: 'smpp'; host: string; port: number; user: string; password: string; caFile: string }
  /** Makes the codes and judges them; `digits` is how many they have. */
  | { kind: 'twilio-verify'; url: string; account: string; token: string; service: string; caFile: string; digits: number }

export type SmsKind = NonNullable<SmsSettings['kind']>

/** One of them, as a test has it in its hands. */
export type SmsPeer = {
  settings: SmsSettings
  /** What a test ran against, for docs/proof.md. */
  version: string
  messages: () => readonly ShortMessage[]
  next: (wanted: WantedSms) => Promise<ShortMessage>
  /** `refuse`: nobody listens from now on; undefined: they do again. */
  misbehave: (fault: 'refuse' | undefined) => Promise<void>
}

/** The section of the settings. @param write puts a secret into a file and returns its name */
export function smsSection(sms: SmsSettings, write: (name: string, text: string) => string): object {
  const password = (text: string) => ({ passwordFile: write('sms.password', `${text}\n`), ...(sms.caFile && { caFile: sms.caFile }) })
  if (sms.kind === 'smpp') {
    const { kind, host, port, user } = sms
    return { country: 'DE', providers: [{ kind, host, port, user, from: 'Contoso', ...password(sms.password) }] }
  }
  const { url, account, token } = sms
  if (sms.kind === 'twilio-verify') return { country: 'DE', maker: { kind: sms.kind, url, account, service: sms.service, codeDigits: sms.digits, ...password(token) } }
  return { country: 'DE', providers: [{ kind: 'twilio', url, account, from: '+4930901820', ...password(token) }] }
}
