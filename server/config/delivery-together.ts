import { isLoopback } from '../../groundwork/settings/loopback.ts'
import type { Mistake } from '../../groundwork/settings/mistake.ts'
import { valueAt } from '../../groundwork/settings/schema-tree.ts'

type Wrong = (path: string, what: string, right: string) => Mistake

/** The same of further mail servers. */
export function fallbackTogether(list: unknown, wrong: Wrong): (Mistake | false)[] {
  return Array.isArray(list) ? list.flatMap((server: unknown, index) => {
    const has = (name: string) => valueAt(server, [name]) !== undefined
    return [
      has('user') && !has('passwordFile') && wrong(`${index}.passwordFile`, 'is missing', 'must name a file that holds it'),
      has('passwordFile') && !has('user') && wrong(`${index}.user`, 'is missing', 'must go with the password that is given for it'),
    ]
  }) : []
}

/** Mistakes that no setting of a provider makes alone. */
function providersTogether(list: unknown, wrong: Wrong): (Mistake | false)[] {
  return Array.isArray(list) ? list.flatMap((provider: unknown, index) => ofOne(provider, (path, what, right) => wrong(`${index}.${path}`, what, right))) : []
}

/** The same of who makes codes, and of whether anybody sends anything. */
export function smsTogether(sms: unknown, wrong: Wrong): (Mistake | false)[] {
  const has = (name: string) => valueAt(sms, [name]) !== undefined
  return [
    sms !== undefined && !has('maker') && !has('providers') && wrong('sms', 'names nobody who sends', 'must have `providers`, or a `maker` of codes'),
    inTheClear(valueAt(sms, ['maker', 'url'])) && wrong('sms.maker.url', 'would send codes and the password in the clear', 'must begin with https://'),
    ...providersTogether(valueAt(sms, ['providers']), (path, what, right) => wrong(`sms.providers.${path}`, what, right)),
  ]
}

function ofOne(provider: unknown, wrong: Wrong): (Mistake | false)[] {
  if (valueAt(provider, ['kind']) !== 'smpp') return ofTwilio(provider, wrong)
  return [
    valueAt(provider, ['tls']) === false && !isLoopback(valueAt(provider, ['host']))
      && wrong('tls', 'would send codes and the password in the clear', 'must be true, because `host` is not loopback'),
  ]
}

function ofTwilio(provider: unknown, wrong: Wrong): (Mistake | false)[] {
  if (valueAt(provider, ['kind']) !== 'twilio') return []
  const has = (name: string) => valueAt(provider, [name]) !== undefined
  return [
    !has('from') && !has('messagingService') && wrong('from', 'is missing', 'must be given, unless `messagingService` is'),
    has('from') && has('messagingService') && wrong('messagingService', 'is given beside `from`', 'must be one of the two'),
    inTheClear(valueAt(provider, ['url'])) && wrong('url', 'would send codes and the password in the clear', 'must begin with https://'),
  ]
}

function inTheClear(url: unknown): boolean {
  const parsed = typeof url === 'string' ? URL.parse(url) : null
  return parsed?.protocol === 'http:' && !isLoopback(parsed.hostname.replace(/^\[|\]$/gu, ''))
}
