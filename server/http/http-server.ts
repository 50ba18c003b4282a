import type { FastifyInstance } from 'fastify'
import { type BaseParts, baseServer } from './base.ts'
import type { Handlers } from './handlers.ts'
import type { Readiness } from './health.ts'
import { addHealth, addRoutes } from './routes.ts'

export type HttpParts = BaseParts & {
  handlers: Handlers
  readiness: Readiness
}

/** The public listener: recoveries, and whether a load balancer may send somebody here. */
export function httpServer({ handlers, readiness, ...base }: HttpParts): FastifyInstance {
  const app = baseServer(base)
  addRoutes(app, handlers)
  addHealth(app, readiness)
  return app
}
