import http, { type ClientRequest, type IncomingMessage } from 'node:http'
import https from 'node:https'
import type { SecureContext } from 'node:tls'
import type { Secret } from '@gatehouse/contract'

export type HttpRequest = {
  url: URL
  /** The file of a socket on this machine, to which it goes instead of the URL's host; in the clear. */
  socket?: string
  /** Sent by POST; without one of them the URL is read. */
  form?: Secret
  json?: Secret
  method?: 'DELETE'
  /** Ends it. */
  signal?: AbortSignal
} & ({ user: string; password: Secret } | { bearer: Secret })

/** Milliseconds: `connect` until the connection stands, `whole` for everything. */
export type HttpLimits = { connect: number; whole: number }

/** `handedOver`: the request may have been seen. `why` holds nothing of the request. */
export type HttpAnswer = { status: number; body: string } | { failed: string; handedOver: boolean }

/** Longer than any answer that we understand. */
const MOST = 65_536

/**
 * One request on a connection of its own, so that it is certain how far it came: nothing was handed over before the connection
 * stood. Redirects are not followed: they would take a code and a password to wherever somebody says. Never rejects.
 */
export function httpCall(asked: HttpRequest, limits: HttpLimits, secureContext: SecureContext): Promise<HttpAnswer> {
  const { url, socket, form, json, signal } = asked
  const body = form ?? json
  const type = form ? 'application/x-www-form-urlencoded' : 'application/json'
  return new Promise((resolve) => {
    let handedOver = false
    const secure = url.protocol === 'https:'
    const request = (secure ? https : http).request(url, {
      method: asked.method ?? (body ? 'POST' : 'GET'),
      agent: false,
      ...(socket !== undefined && { socketPath: socket }),
      headers: {
        accept: 'application/json', authorization: authorization(asked), ...(body && { 'content-type': type, 'content-length': Buffer.byteLength(body.reveal()) }),
      },
      // Said, though it is the default: a variable of the environment could turn the default off.
      ...(secure && { secureContext, rejectUnauthorized: true }),
    })
    const end = (answer: HttpAnswer) => {
      clearTimeout(connecting)
      clearTimeout(whole)
      signal?.removeEventListener('abort', stopped)
      request.destroy()
      resolve(answer)
    }
    const fail = (why: string) => end({ failed: why, handedOver })
    const stopped = () => fail('stopped')
    signal?.addEventListener('abort', stopped)
    const connecting = setTimeout(() => handedOver || fail(`no connection in ${limits.connect} ms`), limits.connect)
    const whole = setTimeout(() => fail(`no answer in ${limits.whole} ms`), limits.whole)

    onConnected(request, secure, () => { handedOver = true })
    request.on('error', (error) => fail(reasonFor(error)))
    request.on('response', (response) => collect(response, (body) => end({ status: response.statusCode ?? 0, body }), fail))
    request.end(body?.reveal())
    if (signal?.aborted) stopped()
  })
}

const authorization = (asked: HttpRequest) =>
  'bearer' in asked ? `Bearer ${asked.bearer.reveal()}` : `Basic ${Buffer.from(`${asked.user}:${asked.password.reveal()}`).toString('base64')}`

function onConnected(request: ClientRequest, secure: boolean, then: () => void): void {
  request.on('socket', (socket) => void socket.once(secure ? 'secureConnect' : 'connect', then))
}

function collect(response: IncomingMessage, done: (body: string) => void, fail: (why: string) => void): void {
  const pieces: Buffer[] = []
  let size = 0
  response.on('data', (piece: Buffer) => {
    pieces.push(piece)
    size += piece.length
    if (size > MOST) fail(`an answer of more than ${MOST} bytes`)
  })
  response.on('end', () => done(Buffer.concat(pieces).toString()))
  response.on('error', (error) => fail(reasonFor(error)))
  response.on('aborted', () => fail('the connection was cut in the middle of the answer'))
}

/** Codes of Node and of TLS; the words beside them are about certificates and networks. */
const reasonFor = (error: Error): string => ('code' in error && typeof error.code === 'string' ? `${error.code} ${error.message}` : error.message)
