import { problem, type ProblemCode } from '@gatehouse/contract'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { DeviceRefusal } from '../devices/refusal.ts'
import { DirectoryProblem, type DirectoryProblemKind } from '../recovery/ports.ts'
import { RecoveryRefusal } from '../recovery/service.ts'
import { RegistrationRefusal } from '../registration/refusal.ts'
import { negotiateChallenge } from '../sign-in/negotiate-header.ts'
import { MustWait } from '../throttle/must-wait.ts'
import { Refused } from './refused.ts'

/** Whether it may be asked again, since the store could not be reached or too much waits: only who knows those can tell. */
export type IsBusy = (error: unknown) => boolean

/** Says an error as a problem (RFC 9457). What nobody expected is logged with its stack and shown to nobody. */
export function sendProblem(error: unknown, request: FastifyRequest, reply: FastifyReply, isBusy: IsBusy): FastifyReply {
  // Who went away in the middle reads no answer; it is not a fault of ours either.
  const code = request.raw.errored === error ? 'invalid-input' : codeOf(error, isBusy)
  request.problem = code
  if (code === 'unexpected') request.log.error({ err: error }, 'unexpected error')
  if (code === 'server-busy') request.log.warn({ err: error }, 'store not reached, too much waits, or stopping')
  // One code says little, on purpose: whoever looks after it needs the reason.
  if (error instanceof DeviceRefusal) request.log.info({ code, why: error.why }, 'device refused')
  const said = problem(code, request.id, {
    mistakes: error instanceof Refused ? error.mistakes : undefined,
    waitSeconds: error instanceof MustWait ? error.seconds : undefined,
    why: error instanceof RegistrationRefusal ? error.why : undefined,
  })
  if (said.waitSeconds !== undefined) reply.header('retry-after', String(said.waitSeconds))
  if (code === 'negotiate-needed') reply.header('www-authenticate', negotiateChallenge())
  const challenge = challenges[code]
  if (challenge !== undefined) reply.header('www-authenticate', challenge)
  return reply.code(said.status).type('application/problem+json').send(JSON.stringify(said))
}

function codeOf(error: unknown, isBusy: IsBusy): ProblemCode {
  if (error instanceof Refused || error instanceof RecoveryRefusal || error instanceof RegistrationRefusal || error instanceof DeviceRefusal || error instanceof MustWait) return error.code
  if (error instanceof DirectoryProblem) return directoryCodes[error.kind]
  if (isBusy(error)) return 'server-busy'
  return ofFramework(error) ?? 'unexpected'
}

/** RFC 9449 §7.1 and §9. */
const challenges: Partial<Record<ProblemCode, string>> = {
  'nonce-needed': 'DPoP error="use_dpop_nonce", algs="ES256"',
  'device-proof-refused': 'DPoP error="invalid_dpop_proof", algs="ES256"',
  'ticket-over': 'DPoP error="invalid_token", algs="ES256"',
}

/** The rest of the kinds are outcomes, which a recovery words itself: here they would be a fault of ours. */
const directoryCodes: Record<DirectoryProblemKind, ProblemCode> = {
  'unreachable': 'directory-unreachable',
  'lost': 'directory-unreachable',
  'denied': 'directory-denied',
  'password-refused': 'unexpected',
  'protected': 'unexpected',
  'not-confirmed': 'unexpected',
  'gone': 'unexpected',
}

/** What Fastify found wrong with a request before any code of ours saw it. */
function ofFramework(error: unknown): ProblemCode | undefined {
  if (!(error instanceof Error) || !('code' in error) || !('statusCode' in error)) return undefined
  if (typeof error.code !== 'string' || !error.code.startsWith('FST_')) return undefined
  switch (error.statusCode) {
    case 400: return 'invalid-input'
    case 413: return 'too-large'
    case 415: return 'wrong-media-type'
    default: return undefined
  }
}
