import { Agent, type IncomingHttpHeaders, request } from 'node:http'
import { CONTRACT_VERSION, type Input, type OperationName, operations, PORTAL_HEADER, TOKEN_HEADER, VERSION_HEADER, View } from '@gatehouse/contract'
import { type RegistrationInput, type RegistrationOperationName, registrationOperations } from '@gatehouse/contract/registration'
import * as v from 'valibot'

/** One answer, and how long it took from the first byte that left to the last that came, in milliseconds. */
export type Called = { status: number; token: string | undefined; text: string; milliseconds: number }

/** Somebody who speaks the API over one connection that stays, with nothing between that takes time of its own. */
export type Caller = {
  call: <N extends OperationName>(name: N, token: string | undefined, input: Input<N>, headers?: Record<string, string>) => Promise<Called>
  close: () => void
}

/** The same at the registration portal, as its own page asks. */
export type RegistrationCaller = {
  /** @param cookie as an answer before set it; the token of an answer is the cookie that it sets */
  call: <N extends RegistrationOperationName>(name: N, cookie: string | undefined, input: RegistrationInput<N>, headers?: Record<string, string>) => Promise<Called>
  close: () => void
}

/** @param server such as `http://127.0.0.1:8443` */
export function callerOf(server: string): Caller {
  const { send, close } = lineTo(server, (headers) => {
    const given = headers[TOKEN_HEADER]
    return typeof given === 'string' ? given : undefined
  })
  return {
    call: (name, token, input, headers = {}) => send(operations[name], input, { ...(token !== undefined && { authorization: `Bearer ${token}` }), ...headers }),
    close,
  }
}

/** @param origin of the portal, as the server's settings have it */
export function registrationCallerOf(server: string, origin: string): RegistrationCaller {
  const { send, close } = lineTo(server, (headers) => headers['set-cookie']?.[0]?.split(';')[0])
  const page = { [PORTAL_HEADER]: '1', host: new URL(origin).host, origin }
  return {
    call: (name, cookie, input, headers = {}) => send(registrationOperations[name], input, { ...page, ...(cookie !== undefined && { cookie }), ...headers }),
    close,
  }
}

function lineTo(server: string, tokenIn: (headers: IncomingHttpHeaders) => string | undefined) {
  const agent = new Agent({ keepAlive: true, maxSockets: 1 })
  const { hostname, port } = new URL(server)
  return {
    send: ({ method, path }: { method: string; path: string }, input: unknown, headers: Record<string, string>) => new Promise<Called>((resolve, reject) => {
      const body = method === 'POST' ? JSON.stringify(input) : ''
      const sent = performance.now()
      const asked = request({
        agent, hostname, port, method, path,
        headers: { [VERSION_HEADER]: String(CONTRACT_VERSION), ...(body && { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) }), ...headers },
      }, (answer) => {
        let text = ''
        answer.setEncoding('utf8').on('data', (part: string) => { text += part }).on('error', reject).on('end', () => {
          resolve({ status: answer.statusCode ?? 0, token: tokenIn(answer.headers), text, milliseconds: performance.now() - sent })
        })
      })
      asked.setNoDelay(true)
      asked.on('error', reject).end(body)
    }),
    close: () => agent.destroy(),
  }
}

/** The view in an answer. @throws Error with what was said instead */
export function viewIn({ status, text }: Called): View {
  if (status !== 200) throw new Error(`${status}: ${text}`)
  return v.parse(View, JSON.parse(text))
}
