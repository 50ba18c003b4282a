import { DirectoryProblem } from '../../recovery/ports.ts'
import type { Connection } from './connection.ts'
import { before, TimeUp } from './deadline.ts'

type Work<T> = (connection: Connection) => Promise<T>

/** `waiting`: how many wait on it for an answer. `owesAnswer`: one waited in vain, so nobody new comes. */
type Held = { readonly connection: Connection; waiting: number; owesAnswer: boolean }

/** A few connections to one controller for everybody. They are opened when they are needed, and anew when one has died or owes an answer. */
export type ConnectionPool = {
  /** Asks again once when the connection died meanwhile: a question can be repeated. @throws DirectoryProblem */
  readonly read: <T>(deadline: AbortSignal, work: Work<T>) => Promise<T>
  /**
   * Never repeats a change by itself. @throws DirectoryProblem `unreachable` when it was certainly not sent, `lost` when it was
   * sent and no answer came
   */
  readonly write: (deadline: AbortSignal, work: Work<void>) => Promise<void>
  readonly close: () => Promise<void>
}

/**
 * @param open makes a new connection, or throws a DirectoryProblem in a time of its own
 * @param size at most so many. A controller works on one request of a connection after the other, so side by side is faster
 */
export function connectionPool(open: () => Promise<Connection>, size: number): ConnectionPool {
  let held: Held[] = []
  let opening: Promise<Held> | undefined
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
      try {
        await run(await usable(deadline), deadline, work)
      } catch (error) {
        throw error instanceof NoAnswer ? new DirectoryProblem('lost', error.message, { cause: error.cause }) : error
      }
    },

    async close() {
      closed = true
      await opening?.catch(() => undefined)
      await Promise.all(held.map(({ connection }) => connection.end()))
    },
  }

  /** The least busy one. Whoever finds all of them busy lets another be opened for those who come after, and does not wait for it. */
  async function usable(deadline: AbortSignal): Promise<Held> {
    if (closed) throw new DirectoryProblem('unreachable', 'the server is stopping')
    held = held.filter(({ connection, waiting }) => connection.isOpen() || waiting > 0)
    const [least, ...others] = held.filter(({ connection, owesAnswer }) => !owesAnswer && connection.isOpen()).toSorted((one, other) => one.waiting - other.waiting)
    if (least && (least.waiting === 0 || others.length + 1 >= size)) return least
    opening ??= open().then(keep).finally(() => (opening = undefined))
    if (least) {
      opening.catch(() => undefined)
      return least
    }
    try {
      return await before(deadline, opening)
    } catch (error) {
      throw error instanceof TimeUp ? new DirectoryProblem('unreachable', error.message) : error
    }
  }

  function keep(connection: Connection): Held {
    const one = { connection, waiting: 0, owesAnswer: false }
    held.push(one)
    return one
  }
}

async function run<T>(held: Held, deadline: AbortSignal, work: Work<T>): Promise<T> {
  if (deadline.aborted) throw new DirectoryProblem('unreachable', 'no time was left to ask')
  held.waiting += 1
  try {
    return await before(deadline, work(held.connection))
  } catch (error) {
    if (error instanceof DirectoryProblem) throw error
    held.owesAnswer = true
    throw new NoAnswer(error)
  } finally {
    held.waiting -= 1
    // Not before: a change that others have under way would be lost with it.
    if (held.owesAnswer && held.waiting === 0) held.connection.cut()
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
