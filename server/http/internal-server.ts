import type { FastifyInstance } from 'fastify'
import { type BaseParts, baseServer } from './base.ts'
import type { Readiness } from './health.ts'
import { addDetails, addHealth } from './routes.ts'

export type InternalParts = BaseParts & {
  readiness: Readiness
  /** In Prometheus's text format. */
  metrics: () => Promise<string>
}

/** The internal listener: what is for those who run the server, and for nobody who only wants to get back in. */
export function internalServer({ readiness, metrics, ...base }: InternalParts): FastifyInstance {
  const app = baseServer(base)
  addHealth(app, readiness)
  addDetails(app, readiness)
  app.route({
    method: 'GET', url: '/metrics', config: { operation: 'metrics' },
    handler: async (_, reply) => reply.type('text/plain; version=0.0.4; charset=utf-8').send(await metrics()),
  })
  return app
}
