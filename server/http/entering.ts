import type { Entrance } from '@gatehouse/contract'
import type { FastifyRequest } from 'fastify'
import type { EntranceOf } from './portal/entrance.ts'
import { Refused } from './refused.ts'
import { checkVersion } from './version.ts'

/**
 * What is looked at before the body of an operation is read: a stranger, and who is too old, is told so whatever they send.
 * @param isFor at which entrances the operation is there at all
 * @returns for `onRequest`; throws Refused
 */
export const entering = (entranceOf: EntranceOf, isFor: (entrance: Entrance) => boolean) => (request: FastifyRequest, _: unknown, done: () => void): void => {
  const { method, headers, ip, socket } = request
  request.entrance = entranceOf({ method, headers, ip, peer: socket.remoteAddress ?? '' })
  if (!isFor(request.entrance)) throw new Refused('foreign-request')
  checkVersion(request)
  done()
}
