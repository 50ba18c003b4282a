import { Secret } from '@gatehouse/contract'
import type { SmsConfig, SmsProviderConfig } from './config.ts'
import type { Settings } from './schema.ts'
import type { Texts } from './texts.ts'

type SmsSettings = NonNullable<Settings['sms']>

/** What the settings of SMS become. */
export const smsOf = ({ country, providers }: SmsSettings, texts: Texts): SmsConfig =>
  ({ country, providers: providers.map((provider, index) => providerOf(provider, (name) => texts.get(`sms.providers.${index}.${name}`))) })

function providerOf(provider: SmsSettings['providers'][number], fileOf: (setting: string) => string | undefined): SmsProviderConfig {
  const { kind, name, url, account, user = account, from, messagingService } = provider
  const ca = fileOf('caFile')
  const password = fileOf('passwordFile')
  // Each has been named as a mistake before anybody comes here.
  const sender = messagingService !== undefined ? { messagingService } : from !== undefined ? { from } : undefined
  if (password === undefined || !sender) throw new Error('a provider without its password or its sender was let through')
  return { kind, name, url, account, sender, signIn: { user, password: new Secret(password) }, ...(ca && { ca }) }
}
