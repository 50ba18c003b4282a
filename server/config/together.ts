import { databaseHost, isPostgresql, isVerified } from './database-url.ts'
import { type Overlaid, secretPlace, type SecretSetting, variableOf } from './environment.ts'
import { judgedDomains } from './domains.ts'
import { isLoopback } from '../../groundwork/settings/loopback.ts'
import { listenerTogether } from '../../groundwork/settings/listener.ts'
import type { Mistake } from '../../groundwork/settings/mistake.ts'
import { valueAt } from '../../groundwork/settings/schema-tree.ts'
import { fallbackTogether, smsTogether } from './delivery-together.ts'
import { registrationTogether } from './registration-of.ts'
import type { Texts } from './texts.ts'
import { voiceTogether } from './voice-of.ts'

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

  const listener = (group: string, what: string) => listenerTogether({ group, what, data, texts, wrong })

  const checks: (Mistake | false | undefined)[] = [
    !hasSecret('keys.codes') && lacks('keys.codes'),
    !hasSecret('keys.audit') && lacks('keys.audit'),
    !hasSecret('keys.registrations') && lacks('keys.registrations'),
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

    ...listener('listen', 'passwords travel here'),
    ...(has('internal') ? listener('internal', 'numbers about the company travel here') : []),

    ...smsTogether(valueAt(data, ['sms']), wrong),
    ...registrationTogether(data, wrong),
    ...voiceTogether(data, wrong),
  ]
  return checks.filter((check) => check !== false && check !== undefined)
}

/** A host that begins with a slash is the folder of a socket. */
const isOnThisMachine = (host: string) => host.startsWith('/') || isLoopback(host)
