import { type DeviceOperationName, deviceOperationNames, deviceOperations, NONCE_HEADER, TICKET_HEADER } from '@gatehouse/contract/devices'
import type { FastifyInstance, FastifyRequest, RouteHandlerMethod } from 'fastify'
import type { DeviceService } from '../devices/service.ts'
import type { ProvedDevice } from '../recovery/ports.ts'
import { answerOf } from './answer.ts'
import { entering } from './entering.ts'
import { parsed } from './input.ts'
import type { EntranceOf } from './portal/entrance.ts'
import { provingOf } from './proving.ts'

/** What devices ask, from the contract's list. No page does: a browser enrols nothing. */
export function addDevices(app: FastifyInstance, devices: DeviceService, entranceOf: EntranceOf): void {
  for (const name of deviceOperationNames) {
    const operation = deviceOperations[name]
    app.route({
      method: operation.method, url: operation.path, config: { operation: name },
      onRequest: entering(entranceOf, (entrance) => entrance === 'workstation'),
      handler: handlerOf(name, devices),
    })
  }
}

function handlerOf(name: DeviceOperationName, devices: DeviceService): RouteHandlerMethod {
  switch (name) {
    case 'enrol': {
      const { in: asked, out, path } = deviceOperations.enrol
      return async (request) => answerOf(out, await devices.enrol(parsed(asked, request.body), provingOf(request, path), request.ip), name)
    }
    case 'remind': {
      const { in: asked, out } = deviceOperations.remind
      return async (request) => answerOf(out, await devices.remind(parsed(asked, request.body)), name)
    }
  }
}

/** Says with every answer what the next proof is to carry (RFC 9449 §8). Before the routes are added: it is not for those that stand already. */
export function sayNonces(app: FastifyInstance, { nonce }: Pick<DeviceService, 'nonce'>): void {
  app.addHook('onRequest', (_, reply, done) => {
    reply.header(NONCE_HEADER, nonce())
    done()
  })
}

/** The machine at which a recovery begins, where it has brought a ticket. What a browser sends is no ticket. @throws DeviceRefusal */
export async function arrivingDevice(request: FastifyRequest, path: string, devices: DeviceService | undefined): Promise<ProvedDevice | undefined> {
  const ticket = request.headers[TICKET_HEADER]
  if (!devices || request.entrance !== 'workstation' || typeof ticket !== 'string') return undefined
  return devices.arrive(ticket, provingOf(request, path))
}
