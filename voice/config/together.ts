import type { Locate } from '../../groundwork/settings/document.ts'
import { listenerTogether } from '../../groundwork/settings/listener.ts'
import { isLoopback } from '../../groundwork/settings/loopback.ts'
import type { Mistake } from '../../groundwork/settings/mistake.ts'
import { valueAt } from '../../groundwork/settings/schema-tree.ts'

/** Mistakes that no setting makes alone. */
export function judgedTogether(data: unknown, locate: Locate, texts: ReadonlyMap<string, string>): Mistake[] {
  const at = (path: string) => valueAt(data, path.split('.'))
  const has = (path: string) => at(path) !== undefined
  const wrong = (path: string, what: string, right: string): Mistake => ({ ...locate(path.split('.'), has(path) ? 'value' : 'key'), path, what, right })
  const listener = (group: string, what: string) => listenerTogether({ group, what, data, texts, wrong })
  const providers = at('providers')
  const kinds = Array.isArray(providers) ? providers.map((provider) => valueAt(provider, ['kind'])) : []

  const checks: (Mistake | false)[] = [
    ...(has('listen.socket') ? ['host', 'port', 'certificateFile', 'keyFile'].map((name) =>
      has(`listen.${name}`) && wrong(`listen.${name}`, 'is given beside `socket`', 'must be one of the two')) : listener('listen', "people's numbers travel here")),
    kinds.includes('twilio') && !has('webhooks') && wrong('webhooks', 'is missing', 'must say where the provider finds us: url, and host and port where we listen'),
    ...(has('webhooks') ? listener('webhooks', 'what people key travels here') : []),
    has('webhooks') && inTheClear(at('webhooks.url')) && wrong('webhooks.url', 'would let others read what people key', 'must begin with https://'),
    ...kinds.flatMap((kind, index) => (kind === 'twilio' ? ofTwilio(`providers.${index}`) : kind === 'pbx' ? ofPbx(`providers.${index}`) : [])),
  ]
  return checks.filter((check) => check !== false)

  function ofTwilio(provider: string): (Mistake | false)[] {
    const [user, passwordFile] = [`${provider}.user`, `${provider}.passwordFile`] as const
    return [
      has(user) && !has(passwordFile) && wrong(passwordFile, 'is missing', 'must go with `user`'),
      has(passwordFile) && !has(user) && wrong(user, 'is missing', 'must go with `passwordFile`: without both the auth token signs in'),
      inTheClear(at(`${provider}.url`)) && wrong(`${provider}.url`, 'would send numbers and the auth token in the clear', 'must begin with https://'),
    ]
  }

  function ofPbx(provider: string): (Mistake | false)[] {
    const [user, passwordFile, realm, caFile, sound, transport] = [`${provider}.user`, `${provider}.passwordFile`, `${provider}.realm`, `${provider}.caFile`, `${provider}.sound`, `${provider}.transport`] as const
    const inTheClear = has(transport) && at(transport) !== 'tls'
    return [
      has(user) && !has(passwordFile) && wrong(passwordFile, 'is missing', 'must go with `user`'),
      has(passwordFile) && !has(user) && wrong(user, 'is missing', 'must go with `passwordFile`'),
      has(realm) && !has(user) && wrong(realm, 'is given without a sign-in', 'must go with `user`'),
      at(sound) === 'srtp' && inTheClear && wrong(sound, 'would be encrypted with a key that everybody can read', 'must go with `transport: tls`'),
      has(caFile) && inTheClear && wrong(caFile, 'is given where nothing is encrypted', 'must go with `transport: tls`'),
    ]
  }
}

function inTheClear(url: unknown): boolean {
  const parsed = typeof url === 'string' ? URL.parse(url) : null
  return parsed?.protocol === 'http:' && !isLoopback(parsed.hostname.replace(/^\[|\]$/gu, ''))
}
