import type { FastifyRequest } from 'fastify'
import type { Source } from '../recovery/ports.ts'

/** Where a request comes from: found out here, whatever the request says of itself. */
export const sourceOf = ({ entrance, ip }: Pick<FastifyRequest, 'entrance' | 'ip'>): Source => ({ entrance, address: ip })
