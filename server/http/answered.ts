import type { OperationName, ProblemCode } from '@gatehouse/contract'
import type { FastifyInstance } from 'fastify'

// Fastify's types grow by interfaces alone.
/* eslint-disable @typescript-eslint/consistent-type-definitions */
declare module 'fastify' {
  interface FastifyContextConfig {
    operation?: OperationName | 'live' | 'ready'
  }
  interface FastifyRequest {
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
export function logAnswers(app: FastifyInstance): void {
  app.decorateRequest('caseNumber', undefined)
  app.decorateRequest('problem', undefined)
  app.addHook('onResponse', ({ routeOptions, caseNumber, problem, ip, log }, reply, done) => {
    const { operation } = routeOptions.config
    const watching = operation === 'live' || operation === 'ready'
    log[watching ? 'debug' : 'info']({
      operation, status: reply.statusCode, milliseconds: Math.round(reply.elapsedTime), from: ip,
      ...(caseNumber && { case: caseNumber }), ...(problem && { problem }),
    }, 'answered')
    done()
  })
}
