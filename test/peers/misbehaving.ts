import { once } from 'node:events'
import { rmSync } from 'node:fs'
import { mkdtemp } from 'node:fs/promises'
import type { Server, Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Certificates, makeCertificates } from './smtp/certificates.ts'

export type Misbehaving<F> = {
  port: number
  /** From now on, for everybody anew; undefined: not any more. */
  misbehave: (fault: F | 'refuse' | undefined) => Promise<void>
  /** Ends it and leaves nothing. */
  stop: () => Promise<void>
}

/**
 * A peer on a free port of 127.0.0.1 that is another server on the same port whenever it is told to misbehave in another way; told to `refuse`, none.
 * @param name of the folder with its certificates, which goes with it or with us
 * @param plain without TLS: then there are none
 */
export async function misbehaving<F extends string>(
  name: string, plain: boolean, makeServer: (certificates: Certificates | undefined) => (fault: F | undefined) => Server,
): Promise<Misbehaving<F> & { caFile: string }> {
  const folder = await mkdtemp(join(tmpdir(), `gatehouse-${name}-`))
  const removeAtExit = () => rmSync(folder, { recursive: true, force: true })
  process.once('exit', removeAtExit)
  const certificates = plain ? undefined : await makeCertificates(folder)
  const serverFor = makeServer(certificates)
  let running: Running | undefined = await listen(serverFor(undefined), 0)
  const { port } = running
  const misbehave = async (fault: F | 'refuse' | undefined) => {
    await running?.close()
    running = fault === 'refuse' ? undefined : await listen(serverFor(fault), port)
  }
  return {
    port, misbehave, caFile: certificates?.caFile ?? '',
    async stop() {
      await misbehave('refuse')
      process.off('exit', removeAtExit)
      removeAtExit()
    },
  }
}

type Running = { port: number; close: () => Promise<void> }

async function listen(server: Server, port: number): Promise<Running> {
  const sockets = new Set<Socket>()
  server.on('connection', (socket: Socket) => {
    sockets.add(socket)
    // A client that goes away in the middle, as ours does when it gives up, is no reason to end the test run.
    socket.on('error', () => undefined).once('close', () => sockets.delete(socket))
  })
  server.listen(port, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('a TCP server has a port')
  return {
    port: address.port,
    close: () => new Promise((resolve) => {
      server.close(() => resolve())
      for (const socket of sockets) socket.destroy()
    }),
  }
}
