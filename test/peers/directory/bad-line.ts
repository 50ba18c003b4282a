import { once } from 'node:events'
import { connect, createServer, type Socket } from 'node:net'

/** A TCP line to somebody that can be made bad. */
export type BadLine = {
  /** On 127.0.0.1. */
  readonly port: number
  /**
   * `mute`: requests arrive, answers do not. `stuck`: nothing arrives, nobody hangs up. `held`: requests wait until
   * released, and a hanging up behind them. `dead`: hangs up on everybody who comes.
   */
  condition: 'fine' | 'mute' | 'stuck' | 'held' | 'dead'
  /** What the line becomes when it has delivered the next answer. `dead` then hangs up after it. */
  afterNextAnswer: 'held' | 'dead' | undefined
  /** `fine` again; what was held goes on. */
  readonly release: () => void
  /** Hangs up on everybody. */
  readonly cut: () => void
  /** Connections so far. */
  readonly count: () => number
  readonly close: () => Promise<void>
}

export async function badLine({ host, port }: { host: string; port: number }): Promise<BadLine> {
  const ends = new Set<Socket>()
  const waiting: (() => void)[] = []
  let count = 0
  const keep = (socket: Socket) => {
    ends.add(socket)
    socket.on('error', () => socket.destroy()).on('close', () => ends.delete(socket))
  }
  const server = createServer((caller) => {
    count += 1
    if (line.condition === 'dead') return void caller.destroy()
    const called = connect(port, host)
    keep(caller)
    keep(called)
    caller.on('close', () => line.condition === 'held' ? waiting.push(() => called.destroySoon()) : called.destroy()).on('data', (data) => {
      if (line.condition === 'held') waiting.push(() => called.write(data))
      else if (line.condition !== 'stuck') called.write(data)
    })
    called.on('close', () => caller.end()).on('data', (data) => {
      if (line.condition !== 'fine') return
      caller.write(data)
      if (line.afterNextAnswer === 'dead') caller.end()
      line.condition = line.afterNextAnswer ?? line.condition
      line.afterNextAnswer = undefined
    })
  })
  await once(server.listen(0, '127.0.0.1'), 'listening')
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('no port')
  const cut = () => { for (const socket of ends) socket.destroy() }
  const line: BadLine = {
    port: address.port,
    condition: 'fine',
    afterNextAnswer: undefined,
    release: () => {
      line.condition = 'fine'
      for (const send of waiting.splice(0)) send()
    },
    cut,
    count: () => count,
    close: async () => {
      cut()
      await new Promise((resolve) => server.close(resolve))
    },
  }
  return line
}
