import { readNumber } from './number.ts'
import { type SmsProviderSettings, smsProviders } from './sms-providers.ts'
import { verifyMaker, type VerifySettings } from './verify/verify.ts'

export type ShortMessageSettings = {
  country: Parameters<typeof readNumber>[0]
  maker?: VerifySettings & { kind: 'twilio-verify'; name: string }
  providers: readonly SmsProviderSettings[]
}

/** Who makes codes for us, and who carries what we write; where there is a maker, that is notices alone. */
export function shortMessages({ country, maker: settings, providers: list }: ShortMessageSettings, world: Parameters<typeof smsProviders>[1]) {
  const maker = settings && verifyMaker(settings, settings)
  const providers = smsProviders(list, world)
  const codes = maker === undefined
  const watched = [
    ...(maker ? [{ way: 'sms' as const, name: maker.name, check: maker.check }] : []),
    ...providers.map(({ name, check }) => ({ way: 'sms' as const, name, check, codes })),
  ]
  return { maker, providers, watched, read: readNumber(country) }
}
