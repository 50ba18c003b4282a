import { Secret } from '@gatehouse/contract'
import type { FastifyRequest } from 'fastify'
import type { DeviceService } from '../devices/service.ts'
import { boundTo } from '../recovery/bound-token.ts'
import { recoveryCookie } from './portal/cookie.ts'
import { provingOf } from './proving.ts'
import { Refused } from './refused.ts'

// 256 bits in base64url. Whatever else comes cannot be a token of ours, so the store need not be asked.
const AUTHORIZATION = /^(?<scheme>Bearer|DPoP) +(?<token>[\w-]{43})$/iu

type Asking = Pick<FastifyRequest, 'headers' | 'entrance' | 'method'>

/**
 * What opens the recovery that a request is about: from a client its token, as a bearer (RFC 6750 §2.1), or with a proof of the key
 * that it is bound to (RFC 9449 §7.1); from the portal the one in its cookie. Never the one in place of the other.
 * @param path of the operation
 * @throws Refused `unknown-recovery` when it cannot be one, DeviceRefusal for what is wrong with a proof
 */
export async function openerOf(request: Asking, path: string, devices: Pick<DeviceService, 'prove'> | undefined): Promise<Secret> {
  const { scheme, token } = request.entrance === 'workstation' ? tokenIn(request.headers.authorization) : { scheme: 'cookie', token: recoveryCookie.tokenIn(request.headers.cookie) }
  if (!token || (scheme === 'dpop' && !devices)) throw new Refused('unknown-recovery')
  if (scheme !== 'dpop' || !devices) return token
  const key = await devices.prove(provingOf(request, path, token))
  if (key === undefined) throw new Refused('unknown-recovery')
  return new Secret(boundTo(token.reveal(), key))
}

function tokenIn(header = ''): { scheme: string; token: Secret | undefined } {
  const { scheme = '', token } = AUTHORIZATION.exec(header)?.groups ?? {}
  return { scheme: scheme.toLowerCase(), token: token === undefined ? undefined : new Secret(token) }
}
