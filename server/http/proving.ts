import type { Secret } from '@gatehouse/contract'
import { PROOF_HEADER } from '@gatehouse/contract/devices'
import type { FastifyRequest } from 'fastify'
import type { Proving } from '../devices/service.ts'

/** A request as a proof is judged by. Two headers of one name come as one text, which is no proof. */
export function provingOf({ method, headers }: Pick<FastifyRequest, 'method' | 'headers'>, path: string, token?: Secret): Proving {
  const proof = headers[PROOF_HEADER]
  return { method, path, token: token?.reveal(), proof: typeof proof === 'string' ? proof : undefined }
}
