import {
  type RegistrationOperation, registrationNames, type RegistrationOperationName, registrationOperations,
} from '@gatehouse/contract/registration'
import type { FastifyInstance, FastifyReply, FastifyRequest, RouteHandlerMethod } from 'fastify'
import { RegistrationRefusal } from '../../registration/refusal.ts'
import { negotiateChallenge, negotiateToken } from '../../sign-in/negotiate-header.ts'
import type { Effort } from '../../throttle/effort.ts'
import { answerOf } from '../answer.ts'
import { entering } from '../entering.ts'
import { parsed } from '../input.ts'
import { registrationCookie } from '../portal/cookie.ts'
import type { EntranceOf } from '../portal/entrance.ts'
import { Refused } from '../refused.ts'
import { sourceOf } from '../source.ts'
import { isOnVisit, type OnVisit, type RegistrationHandlers, type VisitHandlers } from './handlers.ts'

/** The routes of registration, all from the contract's list. They answer the portal's own page alone: no client and no other page. */
export function addRegistration(app: FastifyInstance, handlers: RegistrationHandlers, entranceOf: EntranceOf, effort?: Effort): void {
  for (const name of registrationNames) {
    const { method, path } = registrationOperations[name]
    app.route({
      method, url: path, config: { operation: name },
      onRequest: entering(entranceOf, (entrance) => entrance !== 'workstation'),
      handler: handlerOf(name, handlers, effort),
    })
  }
}

function handlerOf(name: RegistrationOperationName, handlers: RegistrationHandlers, effort: Effort | undefined): RouteHandlerMethod {
  if (isOnVisit(name)) return onVisit(name, registrationOperations[name], handlers[name])
  switch (name) {
    case 'registerAbout': return async (request) => answerOf(registrationOperations.registerAbout.out, await handlers.registerAbout(sourceOf(request)), name)
    case 'notMe': return async (request) => answerOf(registrationOperations.notMe.out, await handlers.notMe(parsed(registrationOperations.notMe.in, request.body)), name)
    case 'signOut': return async (request, reply) => {
      // Whoever leaves leaves nothing in the browser, whatever became of the sign-in.
      reply.header('set-cookie', registrationCookie.forgets)
      await handlers.signOut(tokenOf(request))
      return {}
    }
    case 'signIn': return async (request, reply) => {
      const input = parsed(registrationOperations.signIn.in, request.body)
      // Before anybody is looked for: it depends on no name.
      if (effort && !(await effort.take(input.effort, request.ip))) throw new Refused('effort-needed')
      return begun(request, reply, name, await handlers.signIn(input, sourceOf(request), registrationCookie.tokenIn(request.headers.cookie)))
    }
    case 'signInNegotiate': return async (request, reply) => {
      const input = parsed(registrationOperations.signInNegotiate.in, request.body)
      const result = await handlers.signInNegotiate(input, sourceOf(request), negotiateToken(request.headers.authorization), registrationCookie.tokenIn(request.headers.cookie))
      if (result.answer !== undefined) reply.header('www-authenticate', negotiateChallenge(result.answer))
      return begun(request, reply, name, result)
    }
  }
}

function onVisit<N extends OnVisit>(name: N, operation: RegistrationOperation<N>, handle: VisitHandlers[N]): RouteHandlerMethod {
  return async (request) => {
    const view = await handle(tokenOf(request), parsed(operation.in, request.body), sourceOf(request))
    request.caseNumber = view.caseNumber
    return answerOf(operation.out, view, name)
  }
}

function begun(request: FastifyRequest, reply: FastifyReply, name: 'signIn' | 'signInNegotiate', { view, token }: Awaited<ReturnType<RegistrationHandlers['signIn']>>) {
  request.caseNumber = view.caseNumber
  reply.header('set-cookie', registrationCookie.keeps(token))
  return answerOf(registrationOperations[name].out, view, name)
}

/** @throws RegistrationRefusal `not-signed-in` when there is none that could be one */
function tokenOf({ headers }: FastifyRequest) {
  const token = registrationCookie.tokenIn(headers.cookie)
  if (!token) throw new RegistrationRefusal('not-signed-in')
  return token
}
