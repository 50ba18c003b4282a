import { once } from 'node:events'
import { createServer, type Server } from 'node:net'

/** A port of 127.0.0.1 that nobody listens on at this moment: for who must know it before listening. */
export async function freePort(): Promise<number> {
  const server = await listening(0)
  const { port } = server
  await server.end()
  return port
}

/** The first of two such ports, one after the other, for who takes the second without being asked. @param besides neither of them is this one */
export async function freePortPair(besides: number): Promise<number> {
  for (;;) {
    const first = await listening(0)
    const second = await listening(first.port + 1).catch(() => undefined)
    await Promise.all([first.end(), second?.end()])
    if (second && first.port !== besides && second.port !== besides) return first.port
  }
}

async function listening(at: number): Promise<{ port: number; end: () => Promise<void> }> {
  const server = createServer().listen(at, '127.0.0.1')
  await once(server, 'listening')
  return { port: portOf(server), async end() { server.close(); await once(server, 'close') } }
}

function portOf(server: Server): number {
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('a TCP server has a port')
  return address.port
}
