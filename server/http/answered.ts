import type { Entrance, OperationName, ProblemCode } from '@gatehouse/contract'
import type { DeviceOperationName } from '@gatehouse/contract/devices'
import type { RegistrationOperationName } from '@gatehouse/contract/registration'
import type { FastifyInstance } from 'fastify'

/** What asks of the server itself, every few seconds. */
const watching = ['live', 'ready', 'details', 'metrics'] as const
type Watching = (typeof watching)[number]

/** @param seconds from the request's first byte to the answer's last */
export type Answered = (operation: string, status: number, seconds: number) => void

// Fastify's types grow by interfaces alone.
/* eslint-disable @typescript-eslint/consistent-type-definitions */
declare module 'fastify' {
  interface FastifyContextConfig {
    operation?: OperationName | DeviceOperationName | RegistrationOperationName | Watching | 'portal'
  }
  interface FastifyRequest {
    /** Found out before anything else of an operation is looked at. */
    entrance: Entrance
    /** Of the recovery that the request was about, once it is known. */
    caseNumber: string | undefined
    problem: ProblemCode | undefined
  }
}
/* eslint-enable @typescript-eslint/consistent-type-definitions */

/**
 * One line for each answer: which operation, what became of it, how long it took, whose case, and the address
 * it came from. Never a path, a header or a body: what a person typed and what opens a recovery is in one of those.
 */
export function tellAnswers(app: FastifyInstance, answered: Answered = () => {}): void {
  app.decorateRequest('entrance', 'workstation')
  app.decorateRequest('caseNumber', undefined)
  app.decorateRequest('problem', undefined)
  app.addHook('onResponse', ({ routeOptions, entrance, caseNumber, problem, ip, log }, reply, done) => {
    const { operation } = routeOptions.config
    const isWatching = watching.some((name) => name === operation)
    // A path that is none of ours is what somebody typed: it becomes no label.
    answered(operation ?? 'none', reply.statusCode, reply.elapsedTime / 1000)
    log[isWatching || (operation === 'portal' && problem === undefined) ? 'debug' : 'info']({
      operation, status: reply.statusCode, milliseconds: Math.round(reply.elapsedTime), from: ip, ...(entrance !== 'workstation' && { entrance }),
      ...(caseNumber && { case: caseNumber }), ...(problem && { problem }),
    }, 'answered')
    done()
  })
}
