import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { createServer, request } from 'node:https'
import type { Certificate } from '../peers/smtp/certificates.ts'

/** A server behind somebody who has its certificate and listens: so that a test knows the tokens that client and server exchange. */
export type Tapped = { url: string; /** All tokens that were sent so far. */ tokens: () => string[]; stop: () => Promise<void> }

/** @param to the server's own address; @param caFile by which that is known */
export async function tapped(to: string, caFile: string, { cert, key }: Certificate): Promise<Tapped> {
  const tokens = new Set<string>()
  const ca = readFileSync(caFile)
  const server = createServer({ cert, key }, (asked, answer) => {
    const token = /^\S+ (\S+)$/u.exec(asked.headers.authorization ?? '')?.[1]
    if (token !== undefined) tokens.add(token)
    const on = request(new URL(asked.url ?? '/', to), { method: asked.method, headers: asked.headers, ca, agent: false }, (said) => {
      answer.writeHead(said.statusCode ?? 502, said.headers)
      said.pipe(answer)
    })
    on.on('error', () => answer.destroy())
    asked.pipe(on)
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  return {
    url: `https://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`,
    tokens: () => [...tokens],
    async stop() {
      server.close().closeAllConnections()
      await once(server, 'close')
    },
  }
}
