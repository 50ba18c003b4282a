import { Secret } from '@gatehouse/contract'
import type { MakerConfig, SmsConfig, SmsProviderConfig } from './config.ts'
import type { Settings } from './schema.ts'
import type { Texts } from './texts.ts'

type SmsSettings = NonNullable<Settings['sms']>

/** What the settings of SMS become. */
export const smsOf = ({ country, maker, providers = [] }: SmsSettings, texts: Texts): SmsConfig => ({
  country,
  ...(maker && { maker: makerOf(maker, (name) => texts.get(`sms.maker.${name}`)) }),
  providers: providers.map((provider, index) => providerOf(provider, (name) => texts.get(`sms.providers.${index}.${name}`))),
})

type FileOf = (setting: string) => string | undefined

function makerOf({ kind, name, url, account, user = account, service, codeDigits, minutes }: NonNullable<SmsSettings['maker']>, fileOf: FileOf): MakerConfig {
  const { ca, password } = filesOf(fileOf)
  return { kind, name, url, service, codeDigits, minutes, signIn: { user, password }, ...(ca && { ca }) }
}

function providerOf(provider: NonNullable<SmsSettings['providers']>[number], fileOf: FileOf): SmsProviderConfig {
  const { ca, password } = filesOf(fileOf)
  const { name, makesOwnText, codeDigits } = provider
  const common = { name, makesOwnText, ...(codeDigits && { codeDigits }), ...(ca && { ca }) }
  const signIn = (user: string) => ({ user, password })
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

function filesOf(fileOf: FileOf) {
  const password = fileOf('passwordFile')
  // Named as a mistake before anybody comes here.
  if (password === undefined) throw new Error('a provider without its password was let through')
  return { ca: fileOf('caFile'), password: new Secret(password) }
}

function senderOf({ from, messagingService }: { from?: string | undefined; messagingService?: string | undefined }) {
  if (messagingService !== undefined) return { messagingService }
  if (from !== undefined) return { from }
  throw new Error('a provider without a sender was let through')
}
