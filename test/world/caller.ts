import { Agent, request } from 'node:http'
import { CONTRACT_VERSION, type Input, type OperationName, operations, TOKEN_HEADER, VERSION_HEADER, View } from '@gatehouse/contract'
import * as v from 'valibot'

/** One answer, and how long it took from the first byte that left to the last that came, in milliseconds. */
export type Called = { status: number; token: string | undefined; text: string; milliseconds: number }

/** Somebody who speaks the API over one connection that stays, with nothing between that takes time of its own. */
export type Caller = {
  call: <N extends OperationName>(name: N, token: string | undefined, input: Input<N>, headers?: Record<string, string>) => Promise<Called>
  close: () => void
}

/** @param server such as `http://127.0.0.1:8443` */
export function callerOf(server: string): Caller {
  const agent = new Agent({ keepAlive: true, maxSockets: 1 })
  const { hostname, port } = new URL(server)
  return {
    call: (name, token, input, headers = {}) => new Promise((resolve, reject) => {
      const { method, path } = operations[name]
      const body = method === 'POST' ? JSON.stringify(input) : ''
      const sent = performance.now()
      const asked = request({
        agent, hostname, port, method, path,
        headers: {
          [VERSION_HEADER]: String(CONTRACT_VERSION), ...(token !== undefined && { authorization: `Bearer ${token}` }),
          ...(body && { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) }), ...headers,
        },
      }, (answer) => {
        let text = ''
        answer.setEncoding('utf8').on('data', (part: string) => { text += part }).on('error', reject).on('end', () => {
          const given = answer.headers[TOKEN_HEADER]
          resolve({ status: answer.statusCode ?? 0, token: typeof given === 'string' ? given : undefined, text, milliseconds: performance.now() - sent })
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
