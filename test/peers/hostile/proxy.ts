import { once } from 'node:events'
import { createServer } from 'node:http'
import { connect, type Socket } from 'node:net'

/** What a proxy does with whoever asks it for a way. */
export type Manner =
  /** Carries it, wherever the name leads: to this machine. */
  | 'carries'
  /** To somebody else than was asked for, who shows a certificate of their own: what a proxy does that looks into TLS. */
  | { breaksTls: number }
  /** Wants a sign-in, in these ways. */
  | { wants: readonly string[] }
  /** Turns everybody away. */
  | { refuses: string }
  /** Without TLS it answers itself, in everybody's name. */
  | { portal: string }

export type ForwardProxy = {
  port: number
  behave: (manner: Manner) => void
  /** What it was asked, since `behave`, each once: `CONNECT host:port`, and headers in which somebody says who they are. */
  asked: () => string[]
  stop: () => Promise<void>
}

/** A proxy on a free port of 127.0.0.1, as a company or a hotel has one (RFC 9110 §9.3.6). */
export async function startForwardProxy(): Promise<ForwardProxy> {
  let manner: Manner = 'carries'
  let asked: string[] = []
  const sockets = new Set<Socket>()
  const server = createServer((request, response) => {
    asked.push(`${request.method ?? ''} ${request.url ?? ''}`)
    if (typeof manner === 'object' && 'wants' in manner) response.writeHead(407, { 'proxy-authenticate': [...manner.wants] }).end('<h1>CANARY</h1>')
    else if (typeof manner === 'object' && 'portal' in manner) response.writeHead(302, { location: manner.portal }).end('<h1>CANARY: accept our terms</h1>')
    else response.writeHead(404).end('<h1>CANARY: there is no such page</h1>')
  })
  server.on('connection', (socket) => {
    sockets.add(socket)
    socket.on('error', () => undefined).once('close', () => sockets.delete(socket))
  })
  server.on('connect', ({ url = '', headers }, socket: Socket) => {
    asked.push(`CONNECT ${url}`)
    if (headers['proxy-authorization'] !== undefined) asked.push(`proxy-authorization: ${headers['proxy-authorization']}`)
    const refuse = (status: string, more: readonly string[] = []) =>
      socket.end(['HTTP/1.1 ', status, ...more.map((line) => `\r\n${line}`), '\r\ncontent-type: text/html\r\ncontent-length: 15\r\n\r\n<h1>CANARY</h1>'].join(''))
    if (typeof manner === 'object' && 'wants' in manner) refuse('407 Proxy Authentication Required', manner.wants.map((way) => `proxy-authenticate: ${way}`))
    else if (typeof manner === 'object' && 'refuses' in manner) refuse(manner.refuses)
    else {
      const port = typeof manner === 'object' && 'breaksTls' in manner ? manner.breaksTls : Number(url.split(':').at(-1))
      const further = connect(port, '127.0.0.1', () => {
        socket.write('HTTP/1.1 200 Connection established\r\n\r\n')
        socket.pipe(further).pipe(socket)
      })
      sockets.add(further)
      further.on('error', () => socket.destroy()).once('close', () => sockets.delete(further))
      socket.once('close', () => further.destroy())
    }
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('a TCP server has a port')
  return {
    port: address.port,
    behave(next) {
      manner = next
      asked = []
      sockets.forEach((socket) => socket.destroy())
    },
    asked: () => [...new Set(asked)],
    async stop() {
      sockets.forEach((socket) => socket.destroy())
      server.close()
      await once(server, 'close')
    },
  }
}
