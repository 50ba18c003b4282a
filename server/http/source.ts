import type { FastifyRequest } from 'fastify'
import type { Source } from '../recovery/ports.ts'

/** Where a request comes from: found out here, whatever the request says of itself. */
export const sourceOf = ({ ip }: Pick<FastifyRequest, 'ip'>): Source => ({ entrance: 'workstation', address: ip })
