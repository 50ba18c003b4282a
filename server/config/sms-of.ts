import { Secret } from '@gatehouse/contract'
import type { SmsConfig, SmsProviderConfig } from './config.ts'
import type { Settings } from './schema.ts'
import type { Texts } from './texts.ts'

type SmsSettings = NonNullable<Settings['sms']>

/** What the settings of SMS become. */
export const smsOf = ({ country, providers }: SmsSettings, texts: Texts): SmsConfig =>
  ({ country, providers: providers.map((provider, index) => providerOf(provider, (name) => texts.get(`sms.providers.${index}.${name}`))) })

function providerOf(provider: SmsSettings['providers'][number], fileOf: (setting: string) => string | undefined): SmsProviderConfig {
  const ca = fileOf('caFile')
  const password = fileOf('passwordFile')
  // Named as a mistake before anybody comes here.
  if (password === undefined) throw new Error('a provider without its password was let through')
  const { name, makesOwnText, codeDigits } = provider
  const common = { name, makesOwnText, ...(codeDigits && { codeDigits }), ...(ca && { ca }) }
  const signIn = (user: string) => ({ user, password: new Secret(password) })
  switch (provider.kind) {
    case 'twilio': {
      const { kind, url, account, user = account } = provider
      return { kind, url, account, sender: senderOf(provider), signIn: signIn(user), ...common }
    }
    case 'smpp': {
      const { kind, host, port, tls, user, systemType, from, window } = provider
      return { kind, host, port, tls, systemType, from, window, signIn: signIn(user), ...common }
    }
  }
}

function senderOf({ from, messagingService }: { from?: string | undefined; messagingService?: string | undefined }) {
  if (messagingService !== undefined) return { messagingService }
  if (from !== undefined) return { from }
  throw new Error('a provider without a sender was let through')
}
