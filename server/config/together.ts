import { createPrivateKey, X509Certificate } from 'node:crypto'
import { createSecureContext } from 'node:tls'
import { databaseHost, isPostgresql, isVerified } from './database-url.ts'
import { type Overlaid, secretPlace, type SecretSetting, variableOf } from './environment.ts'
import { judgedDomains } from './domains.ts'
import { isLoopback } from './loopback.ts'
import type { Mistake } from './mistake.ts'
import { valueAt } from './schema-tree.ts'
import { fallbackTogether, providersTogether } from './delivery-together.ts'
import type { Texts } from './texts.ts'

/** Mistakes that no setting makes alone. */
export function judgedTogether(overlaid: Overlaid, texts: Texts): Mistake[] {
  const { data, locate } = overlaid
  const has = (path: string) => valueAt(data, path.split('.')) !== undefined
  const wrong = (path: string, what: string, right: string): Mistake =>
    ({ ...locate(path.split('.'), has(path) ? 'value' : 'key'), path, what, right })
  const url = valueAt(data, ['database', 'url'])
  const databaseUrl = typeof url === 'string' && isPostgresql(url) ? url : undefined
  const hasSecret = (name: SecretSetting) => overlaid.given.has(name) || has(secretPlace(name))
  const lacks = (name: SecretSetting) =>
    wrong(secretPlace(name), 'is missing', `must name a file that holds it, or ${variableOf(name)} must hold it`)

  const checks: (Mistake | false | undefined)[] = [
    !hasSecret('keys.codes') && lacks('keys.codes'),
    !hasSecret('keys.audit') && lacks('keys.audit'),
    ...judgedDomains(overlaid),

    has('mail.user') && !hasSecret('mail.password') && lacks('mail.password'),
    hasSecret('mail.password') && !has('mail.user') && wrong('mail.user', 'is missing', 'must go with the password that is given for it'),

    ...fallbackTogether(valueAt(data, ['mail', 'fallback']), (path, what, right) => wrong(`mail.fallback.${path}`, what, right)),

    has('database') && !has('database.folder') && !has('database.url')
      && wrong('database', 'names no database', 'must have `folder` or `url`, or the variable DATABASE_URL must be set'),
    has('database.folder') && has('database.url') && wrong('database.url', 'is given beside `folder`', 'must be one of the two'),
    has('database.folder') && hasSecret('database.password')
      && wrong(secretPlace('database.password'), 'is given without `url`', 'must go with `url`'),
    // Settings files are copied into tickets and repositories; variables and secret files are not.
    !overlaid.given.has('database.url') && databaseUrl !== undefined && URL.parse(databaseUrl)?.password
      ? wrong('database.url', 'holds a password', 'must be without it: use `passwordFile`, or the variable DATABASE_URL for the whole') : false,
    databaseUrl !== undefined && !isOnThisMachine(databaseHost(databaseUrl)) && !isVerified(databaseUrl)
      && wrong('database.url', 'is spoken to in the clear, or without a look at its certificate', 'must end with ?sslmode=verify-full, because its host is not this machine'),
    has('database.caFile') && !(databaseUrl !== undefined && isVerified(databaseUrl))
      && wrong('database.caFile', 'changes nothing', 'must go with `url` and ?sslmode=verify-full in it'),

    ...listenerTogether('listen', 'passwords travel here'),
    ...(has('internal') ? listenerTogether('internal', 'numbers about the company travel here') : []),

    ...providersTogether(valueAt(data, ['sms', 'providers']), (path, what, right) => wrong(`sms.providers.${path}`, what, right)),
  ]
  return checks.filter((check) => check !== false && check !== undefined)

  function listenerTogether(name: 'listen' | 'internal', what: string): (Mistake | false)[] {
    const [certificate, key] = [`${name}.certificateFile`, `${name}.keyFile`] as const
    return [
      has(certificate) && !has(key) && wrong(key, 'is missing', 'must go with `certificateFile`'),
      has(key) && !has(certificate) && wrong(certificate, 'is missing', 'must go with `keyFile`'),
      !has(key) && !has(certificate) && !isLoopback(valueAt(data, [name, 'host']) ?? '127.0.0.1')
        && wrong(certificate, 'is missing', `must be given, with \`keyFile\`, because \`host\` is not loopback: ${what}`),
      !belongTogether(texts.get(certificate), texts.get(key))
        && wrong(key, 'names a key that is not the one of `certificateFile`', 'must be the key with which the certificate was asked for'),
      belongTogether(texts.get(certificate), texts.get(key)) && refusedByTls(texts.get(certificate), texts.get(key))
        && wrong(certificate, 'names a certificate that TLS does not take: its key is too short, or it is signed in a way that is no longer trusted', 'must be of RSA with 2048 bits or more, or of ECDSA'),
    ]
  }
}

/** A host that begins with a slash is the folder of a socket. */
const isOnThisMachine = (host: string) => host.startsWith('/') || isLoopback(host)

function belongTogether(certificate: string | undefined, key: string | undefined): boolean {
  return !certificate || !key || new X509Certificate(certificate).checkPrivateKey(createPrivateKey(key))
}

/** What can be read and fits together may still be too weak for the TLS library. */
function refusedByTls(cert: string | undefined, key: string | undefined): boolean {
  if (!cert || !key) return false
  try {
    createSecureContext({ cert, key })
    return false
  } catch {
    return true
  }
}
