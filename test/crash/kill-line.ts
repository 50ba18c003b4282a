import { once } from 'node:events'
import { connect, createServer, type Socket } from 'node:net'

/** A TCP line to a peer that can end at any piece of what goes over it. */
export type KillLine = {
  /** On 127.0.0.1. */
  readonly port: number
  /** Counts from here on. The piece of that number (from 1), in whichever direction, does not arrive: `kill` is called instead. */
  readonly arm: (at: number, kill: () => void) => void
  /** Counts from here on, and everything arrives. @returns how many pieces there have been since */
  readonly watch: () => () => number
  readonly close: () => Promise<void>
}

export async function killLine({ host, port }: { host: string; port: number }): Promise<KillLine> {
  const ends = new Set<Socket>()
  let pieces = 0
  let fatal: { at: number; kill: () => void } | undefined

  const keep = (socket: Socket) => void ends.add(socket.setNoDelay(true).on('error', () => socket.destroy()).on('close', () => ends.delete(socket)))
  const carry = (from: Socket, to: Socket) => from.on('data', (data) => {
    pieces += 1
    if (pieces !== fatal?.at) return void to.write(data)
    fatal.kill()
    fatal = undefined
    from.destroy()
    to.destroy()
  })
  const server = createServer((caller) => {
    const called = connect(port, host)
    keep(caller)
    keep(called)
    carry(caller, called)
    carry(called, caller)
    caller.on('close', () => called.destroySoon())
    called.on('close', () => caller.destroySoon())
  })
  await once(server.listen(0, '127.0.0.1'), 'listening')
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('no port')
  return {
    port: address.port,
    arm(at, kill) {
      pieces = 0
      fatal = { at, kill }
    },
    watch() {
      pieces = 0
      fatal = undefined
      return () => pieces
    },
    async close() {
      for (const socket of ends) socket.destroy()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}
