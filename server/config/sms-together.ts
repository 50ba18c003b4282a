import { isLoopback } from './loopback.ts'
import type { Mistake } from './mistake.ts'
import { valueAt } from './schema-tree.ts'

type Wrong = (path: string, what: string, right: string) => Mistake

/** Mistakes that no setting of a provider makes alone. */
export function providersTogether(list: unknown, wrong: Wrong): (Mistake | false)[] {
  return Array.isArray(list) ? list.flatMap((provider: unknown, index) => ofTwilio(provider, (path, what, right) => wrong(`${index}.${path}`, what, right))) : []
}

function ofTwilio(provider: unknown, wrong: Wrong): (Mistake | false)[] {
  if (valueAt(provider, ['kind']) !== 'twilio') return []
  const has = (name: string) => valueAt(provider, [name]) !== undefined
  const url = valueAt(provider, ['url'])
  const parsed = typeof url === 'string' ? URL.parse(url) : null
  return [
    !has('from') && !has('messagingService') && wrong('from', 'is missing', 'must be given, unless `messagingService` is'),
    has('from') && has('messagingService') && wrong('messagingService', 'is given beside `from`', 'must be one of the two'),
    parsed?.protocol === 'http:' && !isLoopback(parsed.hostname.replace(/^\[|\]$/gu, ''))
      && wrong('url', 'would send codes and the password in the clear', 'must begin with https://'),
  ]
}
