import { Secret } from '@gatehouse/contract'
import type { FastifyRequest } from 'fastify'
import { Refused } from './refused.ts'

// 256 bits in base64url. Whatever else comes cannot be a token of ours, so the store need not be asked.
const BEARER = /^Bearer +(?<token>[\w-]{43})$/iu

/** The recovery's token that came with a request (RFC 6750 §2.1). @throws Refused `unknown-recovery` when it cannot be one */
export function tokenOf({ headers }: Pick<FastifyRequest, 'headers'>): Secret {
  const token = BEARER.exec(headers.authorization ?? '')?.groups?.['token']
  if (token === undefined) throw new Refused('unknown-recovery')
  return new Secret(token)
}
