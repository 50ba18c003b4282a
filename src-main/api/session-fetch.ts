import type { ClientRequest, IncomingMessage, Net, Session } from 'electron'

/**
 * A fetch over Chromium's network stack, in a session of its own: in memory, apart from the window's. Electron's own fetch is not for
 * strangers: what makes no `Response` (a status of 0 or 999, a reason phrase with control characters) it throws where nobody catches it.
 * @param session is asked for with the first request: before the program is ready there is none
 * @param onNetworkGone calls back each time the process of the network has died: what was made before is of no use any more
 */
export function sessionFetch(net: Pick<Net, 'request'>, session: () => Promise<Session>, onNetworkGone: (renew: () => void) => void): typeof globalThis.fetch {
  let made: Promise<Session> | undefined
  onNetworkGone(() => { made = undefined })
  return async (input, init) => {
    const asked = new Request(input, init)
    const body = asked.body === null ? undefined : Buffer.from(await asked.arrayBuffer())
    return send(net, await (made ??= session()), asked, body)
  }
}

/** @throws (rejects) Error with Chromium's word for it, `net::ERR_…` */
function send(net: Pick<Net, 'request'>, session: Session, { method, url, headers, signal }: Request, body: Buffer | undefined): Promise<Response> {
  return new Promise((resolve, reject) => {
    signal.throwIfAborted()
    const request = net.request({
      method, url, session, headers: Object.fromEntries(headers),
      redirect: 'manual', credentials: 'omit', useSessionCookies: false, cache: 'no-store', referrerPolicy: 'no-referrer',
    })
    signal.addEventListener('abort', () => {
      request.abort()
      reject(new Error('aborted', { cause: signal.reason }))
    }, { once: true })
    // Nobody follows it: it is an answer like another.
    request.on('redirect', (status, _method, location) => {
      request.abort()
      resolve(new Response(null, { status, headers: { location } }))
    })
    request.on('error', reject)
    request.on('response', (answer) => {
      try {
        resolve(responseOf(request, answer, signal))
      } catch {
        request.abort()
        reject(new Error('net::ERR_INVALID_RESPONSE'))
      }
    })
    request.end(body)
  })
}

/** @throws where no `Response` can be made of it */
function responseOf(request: ClientRequest, answer: IncomingMessage, signal: AbortSignal): Response {
  const { statusCode: status } = answer
  const headers = new Headers()
  for (const [name, value] of Object.entries(answer.headers)) for (const one of [value].flat()) headers.append(name, one)
  // Fetch: statuses that have no body.
  if (status === 204 || status === 205 || status === 304) {
    request.abort()
    return new Response(null, { status, headers })
  }
  return new Response(bodyOf(request, answer, signal), { status, headers })
}

/** The body as it comes. Whoever wants no more of it ends the connection too: it may have no end. */
function bodyOf(request: ClientRequest, answer: IncomingMessage, signal: AbortSignal): ReadableStream<Uint8Array> {
  // What still comes after that is nobody's.
  let over = false
  const unlessOver = (act: () => void) => { if (!over) act() }
  return new ReadableStream({
    start(body) {
      const end = (how: () => void) => unlessOver(() => { over = true; how() })
      answer.on('data', (part) => unlessOver(() => body.enqueue(part)))
      answer.on('end', () => end(() => body.close()))
      answer.on('error', (error: unknown) => end(() => body.error(error)))
      answer.on('aborted', () => end(() => body.error(new Error('net::ERR_ABORTED'))))
      // Of its own abort Electron tells nobody, and who reads would wait for ever.
      signal.addEventListener('abort', () => end(() => body.error(new Error('aborted', { cause: signal.reason }))), { once: true })
    },
    cancel() {
      over = true
      request.abort()
    },
  })
}
