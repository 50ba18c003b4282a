import type { FastifyInstance } from 'fastify'
import { Refused } from './refused.ts'

/** In bytes: far more than any browser sends of itself. */
export const USUAL_HEADERS = 8 * 1024

/** A Kerberos ticket of somebody in many groups is up to 48,000 bytes (MaxTokenSize of Windows), in base64. */
const WITH_TICKET = USUAL_HEADERS + 64_000 + 'Negotiate '.length

/** @param ticketsAt the one path that takes tickets in a header, if there is one */
export const mostHeaders = (ticketsAt: string | undefined): number => (ticketsAt === undefined ? USUAL_HEADERS : WITH_TICKET)

/** What the socket must let in for one path is refused on every other. */
export function refuseLongHeaders(app: FastifyInstance, ticketsAt: string): void {
  app.addHook('onRequest', (request, _, done) => {
    const long = request.routeOptions.url !== ticketsAt && lengthOf(request.raw.rawHeaders) > USUAL_HEADERS
    done(long ? new Refused('too-large') : undefined)
  })
}

// Each with its colon, its space and its line's end.
const lengthOf = (headers: readonly string[]) => headers.reduce((sum, part) => sum + part.length + 2, 0)
