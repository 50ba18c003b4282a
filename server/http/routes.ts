import { health, type Operation, type OperationName, operationNames, operations, TOKEN_HEADER } from '@gatehouse/contract'
import type { FastifyInstance, RouteHandlerMethod } from 'fastify'
import type { DeviceService } from '../devices/service.ts'
import { answerOf } from './answer.ts'
import { arrivingDevice } from './device-routes.ts'
import { entering } from './entering.ts'
import {
  type Beginning, type BeginningHandlers, type Handlers, isBeginning, isOnRecovery, type OnRecovery, type Open, type OpenHandlers, type RecoveryHandlers,
} from './handlers.ts'
import type { Readiness } from './health.ts'
import { parsed } from './input.ts'
import { answerLasting } from './lasting.ts'
import { recoveryCookie } from './portal/cookie.ts'
import type { Effort } from '../throttle/effort.ts'
import type { EntranceOf } from './portal/entrance.ts'
import { Refused } from './refused.ts'
import { sourceOf } from './source.ts'
import { openerOf } from './token.ts'

/** The routes, all from the contract's list. A new operation is an entry there and a handler. */
export function addRoutes(app: FastifyInstance, handlers: Handlers, entranceOf: EntranceOf, asked: Asked = {}): void {
  for (const name of operationNames) {
    const operation = operations[name]
    app.route({
      method: operation.method, url: operation.path, config: { operation: name },
      onRequest: entering(entranceOf, () => true),
      handler: handlerOf(name, handlers, asked),
    })
  }
}

/** What is asked of whoever begins, beside what they say. */
type Asked = { readonly effort?: Effort | undefined; readonly devices?: DeviceService | undefined }

function handlerOf(name: OperationName, handlers: Handlers, asked: Asked): RouteHandlerMethod {
  if (isOnRecovery(name)) return onRecovery(name, operations[name], handlers[name], asked)
  return isBeginning(name) ? beginning(name, operations[name], handlers[name], asked) : open(name, operations[name], handlers[name])
}

function onRecovery<N extends OnRecovery>(name: N, operation: Operation<N>, handle: RecoveryHandlers[N], { devices }: Asked): RouteHandlerMethod {
  return async (request, reply) => {
    const opener = await openerOf(request, operation.path, devices)
    // Whoever leaves leaves nothing in the browser, whatever state the recovery is in.
    if (name === 'cancel' && request.entrance !== 'workstation') reply.header('set-cookie', recoveryCookie.forgets)
    const view = await handle(opener, parsed(operation.in, request.body), sourceOf(request))
    request.caseNumber = view.caseNumber
    return answerOf(operation.out, view, name)
  }
}

function beginning<N extends Beginning>(name: N, operation: Operation<N>, handle: BeginningHandlers[N], { effort, devices }: Asked): RouteHandlerMethod {
  return async (request, reply) => {
    const input = parsed(operation.in, request.body)
    // Before anybody is looked for: both depend on no name.
    const device = await arrivingDevice(request, operation.path, devices)
    // Of a workstation too, unless it has proved that it is one: a robot would only have to leave out what a browser sends.
    if (effort && !device && !(await effort.take(input.effort, request.ip))) throw new Refused('effort-needed')
    const { view, token } = await handle(input, { ...sourceOf(request), ...(device && { device }) })
    request.caseNumber = view.caseNumber
    if (request.entrance === 'workstation') reply.header(TOKEN_HEADER, token)
    else reply.header('set-cookie', recoveryCookie.keeps(token))
    return answerOf(operation.out, view, name)
  }
}

function open<N extends Open>(name: N, operation: Operation<N>, handle: OpenHandlers[N]): RouteHandlerMethod {
  return async (request, reply) => {
    const answer = await handle(parsed(operation.in, request.body), sourceOf(request))
    const checked = () => answerOf(operation.out, answer, name)
    return 'lasting' in operation ? answerLasting(answer, checked, request, reply) : checked()
  }
}

/** Whoever watches the server asks without a version. On both listeners: a load balancer knows but one of them. */
export function addHealth(app: FastifyInstance, readiness: Readiness): void {
  const { live, ready } = health
  app.route({ method: live.method, url: live.path, config: { operation: 'live' }, handler: () => Promise.resolve({ status: 'live' }) })
  app.route({
    method: ready.method, url: ready.path, config: { operation: 'ready' },
    handler: async (_, reply) => {
      const answer = await readiness()
      return reply.code(answer.status === 'ready' ? 200 : 503).send(answerOf(ready.out, answer, 'ready'))
    },
  })
}

/** Which part is down is nobody's business outside. */
export function addDetails(app: FastifyInstance, readiness: Readiness): void {
  const { details } = health
  app.route({
    method: details.method, url: details.path, config: { operation: 'details' },
    handler: async () => answerOf(details.out, await readiness(), 'details'),
  })
}
