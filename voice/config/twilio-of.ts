import { Secret } from '@gatehouse/contract'
import type * as v from 'valibot'
import type { TwilioSettings } from '../twilio/twilio.ts'
import type { Twilio } from './twilio-schema.ts'

export type TwilioConfig = TwilioSettings & { kind: 'twilio'; name: string }

/** What the settings of Twilio's API become. @param fileOf the text of the file that a setting names */
export function twilioOf(settings: v.InferOutput<typeof Twilio>, fileOf: (setting: string) => string | undefined): TwilioConfig {
  const { kind, name, url, account, from, machines, user, voices } = settings
  const ca = fileOf('caFile')
  const authToken = fileOf('authTokenFile')
  const password = user === undefined ? authToken : fileOf('passwordFile')
  // Named as mistakes before anybody comes here.
  if (authToken === undefined || password === undefined) throw new Error('a provider without its secrets was let through')
  return {
    kind, name, url, account, from, machines, authToken: new Secret(authToken),
    signIn: { user: user ?? account, password: new Secret(password) },
    voices: Object.fromEntries(voices.map(({ language, voice }) => [language.toLowerCase(), voice])),
    ...(ca !== undefined && { ca }),
  }
}
