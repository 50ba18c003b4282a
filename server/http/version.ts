import { OLDEST_VERSION, VERSION_HEADER } from '@gatehouse/contract'
import type { FastifyRequest } from 'fastify'
import { Refused } from './refused.ts'

/**
 * A client says which version of the contract it speaks. A newer one is welcome: it decides itself whether we are too old.
 * @throws Refused `client-too-old` when we no longer know its version, and when it says none
 */
export function checkVersion({ headers }: Pick<FastifyRequest, 'headers'>): void {
  const said = headers[VERSION_HEADER]
  const version = typeof said === 'string' && /^\d{1,6}$/u.test(said) ? Number(said) : 0
  if (version < OLDEST_VERSION) throw new Refused('client-too-old')
}
