import { once } from 'node:events'
import { createServer, type Server, type Socket } from 'node:net'
import { createServer as createTlsServer, type TlsOptions } from 'node:tls'

/** One request as it came, word for word. */
export type Heard = { head: string; body: string }

/** What is written back; it ends the connection itself, or leaves it open, as it likes. */
export type Answering = (socket: Socket, heard: Heard) => void

/** What a server shows of itself. */
export type Shown = TlsOptions & {
  /** What its authority says of its certificate, which it brings along (RFC 6066 §8). */
  staple?: Buffer
}

export type Hostile = {
  port: number
  /** From now on, for new connections; those that are open are cut. */
  behave: (answering: Answering, shown?: Shown | 'no TLS') => void
  /** What was asked since `behave`. */
  heard: () => Heard[]
  /** Connections that are open now. */
  open: () => number
  stop: () => Promise<void>
}

/**
 * A server on a free port of 127.0.0.1 that speaks as it likes: what it writes is bytes, so that nothing keeps it from being wrong.
 * @param usual what it shows of itself where `behave` says nothing else
 */
export async function startHostile(usual: Shown | 'no TLS'): Promise<Hostile> {
  let answering: Answering = (socket) => socket.end()
  let take = takerOf(usual)
  let heard: Heard[] = []
  const sockets = new Set<Socket>()
  const server: Server = createServer((socket) => {
    sockets.add(socket)
    // Whoever does not trust us, or has enough, goes away in the middle.
    socket.on('error', () => undefined).once('close', () => sockets.delete(socket))
    take(socket)
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('a TCP server has a port')
  const cut = () => sockets.forEach((socket) => socket.destroy())

  function takerOf(shown: Shown | 'no TLS'): (socket: Socket) => void {
    const hear = (socket: Socket) => listenTo(socket.on('error', () => socket.destroy()), (request) => {
      heard.push(request)
      answering(socket, request)
    })
    // What comes is a handshake that is not understood.
    if (shown === 'no TLS') return (socket) => void socket.once('data', () => answering(socket, { head: '', body: '' }))
    const { staple, ...options } = shown
    const tls = createTlsServer(options, hear)
    if (staple) tls.on('OCSPRequest', (_certificate: unknown, _issuer: unknown, give: (error: null, response: Buffer) => void) => give(null, staple))
    tls.on('tlsClientError', () => undefined)
    return (socket) => void tls.emit('connection', socket)
  }

  return {
    port: address.port,
    behave(next, shown = usual) {
      answering = next
      take = takerOf(shown)
      heard = []
      cut()
    },
    heard: () => [...heard],
    open: () => sockets.size,
    async stop() {
      cut()
      server.close()
      await once(server, 'close')
    },
  }
}

/** Hears one request after the other on a connection that stays. */
function listenTo(socket: Socket, hear: (heard: Heard) => void): void {
  let text = ''
  socket.setEncoding('latin1').on('data', (part: string) => {
    text += part
    for (;;) {
      const end = text.indexOf('\r\n\r\n')
      if (end < 0) return
      const head = text.slice(0, end)
      const length = Number(/^content-length: *(\d+)/im.exec(head)?.[1] ?? 0)
      if (text.length < end + 4 + length) return
      const body = text.slice(end + 4, end + 4 + length)
      text = text.slice(end + 4 + length)
      hear({ head, body })
    }
  })
}
