import { type FastifyBaseLogger, type FastifyInstance, fastify, LogController } from 'fastify'
import { type Answered, tellAnswers } from './answered.ts'
import { answerBroken } from './broken-request.ts'
import { headersFor } from './headers.ts'
import { LONGEST_BODY, readJsonOnly } from './input.ts'
import { type Limits, listener, type Tls, usualLimits } from './listener.ts'
import { mostHeaders, refuseLongHeaders } from './long-headers.ts'
import { type IsBusy, sendProblem } from './problem.ts'
import { Refused } from './refused.ts'

export type BaseParts = {
  isBusy: IsBusy
  log: FastifyBaseLogger
  /** A number that a person can read out and an administrator can search the log for; a new one for each request. */
  correlation: () => string
  tls?: Tls | undefined
  /** Whose X-Forwarded-For is believed; everybody else's is not looked at. */
  proxies?: readonly string[] | undefined
  limits?: Limits | undefined
  /** The path that takes Kerberos tickets, for which alone headers may be long. */
  ticketsAt?: string | undefined
  /** Hears of every answer. */
  answered?: Answered | undefined
}

/** What both listeners are: everything but the routes. It listens once `listen` is called; `close` takes no more requests and lets those under way finish. */
export function baseServer({ isBusy, log, correlation, tls, proxies = [], limits = usualLimits, ticketsAt, answered }: BaseParts): FastifyInstance {
  const overTls = tls !== undefined
  let stopping = false

  const app = fastify({
    serverFactory: listener(tls, limits, mostHeaders(ticketsAt)),
    bodyLimit: LONGEST_BODY,
    // Nobody's word is taken without a list: `true` would let everybody choose the address that is counted against them.
    trustProxy: proxies.length > 0 && [...proxies],
    genReqId: correlation,
    loggerInstance: log,
    logController: new LogController({ disableRequestLogging: true, requestIdLogLabel: 'correlation' }),
    clientErrorHandler: (error, socket) => answerBroken(error, socket, correlation(), overTls),
    frameworkErrors: (error, request, reply) => {
      reply.headers(headersFor(request.id, overTls))
      sendProblem(error, request, reply, isBusy)
    },
    // Fastify's own refusal while stopping is no problem document.
    return503OnClosing: false,
  })
  app.addHook('preClose', (done) => { stopping = true; done() })

  app.addHook('onRequest', (request, reply, done) => {
    reply.headers(headersFor(request.id, overTls))
    done(stopping ? new Refused('server-busy') : undefined)
  })
  // Node closes the connections that are idle when it stops; of the others each would be kept for as long as keep-alive lasts.
  app.addHook('onSend', (_, reply, __, done) => {
    if (stopping) reply.header('connection', 'close')
    done()
  })
  if (ticketsAt !== undefined) refuseLongHeaders(app, ticketsAt)
  tellAnswers(app, answered)
  readJsonOnly(app)
  app.setErrorHandler((error, request, reply) => sendProblem(error, request, reply, isBusy))
  app.setNotFoundHandler((request, reply) => sendProblem(new Refused('not-found'), request, reply, isBusy))
  return app
}
