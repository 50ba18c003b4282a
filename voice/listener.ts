import { chmodSync, rmSync } from 'node:fs'
import { createServer, type IncomingMessage, type RequestListener, type Server, type ServerResponse } from 'node:http'
import { createServer as createSecureServer } from 'node:https'
import { connect } from 'node:net'
import type { Secret } from '@gatehouse/contract'

/** Where something listens: in the clear on loopback alone, which the settings see to, or on a socket of this machine. */
export type Place = { socket: string } | { host: string; port: number; tls?: { certificate: string; key: Secret } }

/** Milliseconds for which somebody who sends a request letter by letter holds a connection; answers may take longer. */
const limits = { requestTimeout: 15_000, headersTimeout: 10_000, connectionsCheckingInterval: 2000, keepAliveTimeout: 30_000, maxHeaderSize: 8 * 1024 }

export type Listening = { url: string; close: () => Promise<void> }

/**
 * Listens until it is closed, which ends what is under way after a second.
 * @param most connections at the same time
 * @throws Error when it cannot
 */
export async function listen(place: Place, most: number, handle: RequestListener): Promise<Listening> {
  const tls = 'tls' in place ? place.tls : undefined
  const server = tls
    ? createSecureServer({ ...limits, handshakeTimeout: 10_000, cert: tls.certificate, key: tls.key.reveal(), minVersion: 'TLSv1.2' }, handle)
    : createServer(limits, handle)
  server.maxConnections = most
  await ('socket' in place ? onSocket(server, place.socket) : begin(server, () => server.listen(place.port, place.host)))
  return {
    url: 'socket' in place ? place.socket : addressOf(server, tls !== undefined),
    close: () => new Promise((resolve) => {
      server.close(() => resolve())
      server.closeIdleConnections()
      setTimeout(() => server.closeAllConnections(), 1000).unref()
    }),
  }
}

const begin = (server: Server, start: () => unknown) => new Promise<void>((resolve, reject) => {
  server.once('error', reject)
  server.once('listening', () => {
    server.off('error', reject)
    resolve()
  })
  start()
})

/** What a process that was killed has left is no reason not to start; one that lives is. Who may connect is its folder's and its group's matter. */
async function onSocket(server: Server, file: string): Promise<void> {
  if (await answers(file)) throw Object.assign(new Error('somebody listens there'), { code: 'EADDRINUSE' })
  rmSync(file, { force: true })
  await begin(server, () => server.listen(file))
  chmodSync(file, 0o660)
}

const answers = (file: string) => new Promise<boolean>((resolve) => {
  const socket = connect(file, () => {
    socket.destroy()
    resolve(true)
  })
  socket.once('error', () => resolve(false))
})

function addressOf(server: Server, secure: boolean): string {
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('a TCP server has a port')
  const host = address.family === 'IPv6' ? `[${address.address}]` : address.address
  return `${secure ? 'https' : 'http'}://${host}:${address.port}`
}

/** @returns the whole body, or undefined when it is longer than `most` bytes or does not come to its end */
export async function bodyOf(request: IncomingMessage, most: number): Promise<Buffer | undefined> {
  if (Number(request.headers['content-length'] ?? 0) > most) return undefined
  const pieces: Buffer[] = []
  let size = 0
  try {
    for await (const piece of request) {
      if (!Buffer.isBuffer(piece)) return undefined
      size += piece.length
      if (size > most) return undefined
      pieces.push(piece)
    }
  } catch {
    return undefined
  }
  return Buffer.concat(pieces)
}

export type Answer = { status: number; type?: string; body?: string; allow?: string }

/** Answers once; nothing of it is to be kept by anybody between. */
export function send(response: ServerResponse, { status, type, body, allow }: Answer): void {
  if (response.destroyed) return
  response.writeHead(status, {
    'cache-control': 'no-store', 'x-content-type-options': 'nosniff',
    ...(type !== undefined && { 'content-type': type }), ...(allow !== undefined && { allow }), 'content-length': Buffer.byteLength(body ?? ''),
    // What was not read of a request would be taken for the next one.
    ...(status === 413 && { connection: 'close' }),
  })
  response.end(body)
}
