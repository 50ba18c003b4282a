import { Secret } from '@gatehouse/contract'
import type { FastifyRequest } from 'fastify'
import { recoveryCookie } from './portal/cookie.ts'
import { Refused } from './refused.ts'

// 256 bits in base64url. Whatever else comes cannot be a token of ours, so the store need not be asked.
const BEARER = /^Bearer +(?<token>[\w-]{43})$/iu

/**
 * The recovery's token that came with a request: from a client as a bearer (RFC 6750 §2.1), from the portal in its cookie, and
 * never the one in place of the other. @throws Refused `unknown-recovery` when it cannot be one
 */
export function tokenOf({ headers, entrance }: Pick<FastifyRequest, 'headers' | 'entrance'>): Secret {
  const token = entrance === 'workstation' ? bearerIn(headers.authorization) : recoveryCookie.tokenIn(headers.cookie)
  if (!token) throw new Refused('unknown-recovery')
  return token
}

function bearerIn(header = ''): Secret | undefined {
  const token = BEARER.exec(header)?.groups?.['token']
  return token === undefined ? undefined : new Secret(token)
}
