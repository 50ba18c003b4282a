import { DirectoryProblem } from '../../recovery/ports.ts'
import type { Connection } from './connection.ts'
import { before, TimeUp } from './deadline.ts'

type Work<T> = (connection: Connection) => Promise<T>

/** One connection for everybody. It is opened when it is needed, and again when it has died. */
export type SharedConnection = {
  /** Asks again once when the connection died meanwhile: a question can be repeated. @throws DirectoryProblem */
  readonly read: <T>(deadline: AbortSignal, work: Work<T>) => Promise<T>
  /**
   * Never repeats a change by itself. @throws DirectoryProblem `unreachable` when it was certainly not sent, `lost` when it was
   * sent and no answer came
   */
  readonly write: (deadline: AbortSignal, work: Work<void>) => Promise<void>
  readonly close: () => Promise<void>
}

/** @param open makes a new connection, or throws a DirectoryProblem in a time of its own */
export function sharedConnection(open: () => Promise<Connection>): SharedConnection {
  let held: Connection | undefined
  let opening: Promise<Connection> | undefined
  let closed = false

  return {
    async read(deadline, work) {
      try {
        return await run(await usable(deadline), deadline, work)
      } catch (error) {
        if (!(error instanceof NoAnswer)) throw error
        if (error.timeUp) throw new DirectoryProblem('unreachable', error.message)
      }
      try {
        return await run(await usable(deadline), deadline, work)
      } catch (error) {
        throw error instanceof NoAnswer ? new DirectoryProblem('unreachable', error.message, { cause: error.cause }) : error
      }
    },

    async write(deadline, work) {
      const connection = await usable(deadline)
      try {
        await run(connection, deadline, work)
      } catch (error) {
        throw error instanceof NoAnswer ? new DirectoryProblem('lost', error.message, { cause: error.cause }) : error
      }
    },

    async close() {
      closed = true
      await opening?.catch(() => undefined)
      await held?.end()
    },
  }

  /** Whoever comes while one is being opened waits for the same. */
  async function usable(deadline: AbortSignal): Promise<Connection> {
    if (closed) throw new DirectoryProblem('unreachable', 'the server is stopping')
    if (held?.isOpen()) return held
    opening ??= open().then((connection) => (held = connection)).finally(() => (opening = undefined))
    try {
      return await before(deadline, opening)
    } catch (error) {
      throw error instanceof TimeUp ? new DirectoryProblem('unreachable', error.message) : error
    }
  }
}

async function run<T>(connection: Connection, deadline: AbortSignal, work: Work<T>): Promise<T> {
  try {
    return await before(deadline, work(connection))
  } catch (error) {
    if (error instanceof DirectoryProblem) throw error
    connection.cut()
    throw new NoAnswer(error)
  }
}

/** A request was sent, and nothing came back. */
class NoAnswer extends Error {
  readonly timeUp: boolean

  constructor(cause: unknown) {
    super(cause instanceof TimeUp ? cause.message : 'the connection broke', { cause })
    this.timeUp = cause instanceof TimeUp
  }
}
