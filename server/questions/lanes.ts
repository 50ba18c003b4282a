/** Too much of it waits already: whoever asks now would not wait so long. */
export class LanesFull extends Error {
  constructor() {
    super('too many answers wait to be hashed')
    this.name = 'LanesFull'
  }
}

export type Lanes = {
  /**
   * Does these one after another, when it is their turn.
   * @param who whose they are: nobody's wait behind much of somebody else's
   * @throws LanesFull, and whatever one of them throws, once those before it are done
   */
  readonly inTurn: <T>(who: string, work: readonly (() => Promise<T>)[]) => Promise<T[]>
}

type Parts = {
  /** So many at once. */
  lanes: number
  /** Milliseconds after which nobody waits any more for an answer, by what the work took so far. */
  patience: number
  /** Milliseconds, by a clock that nobody sets. */
  elapsed: () => number
}

/** What the first is taken to last, in milliseconds; each one done corrects it by a tenth. */
const AT_FIRST = 50
const LEARNS = 0.1

/** Of all that may wait so much may be one person's: somebody who is signed in to register can ask as often as they like. */
const OF_ONE = 1 / 4

type Turn = { readonly pieces: number; readonly go: () => Promise<void> }

/**
 * Heavy work in few lanes, each of which takes memory and a core. Whoever comes waits behind one turn of everybody else at most, not
 * behind all that one of them asks for; and where the wait would be longer than anybody waits, nothing is begun at all.
 */
export function fairLanes({ lanes, patience, elapsed }: Parts): Lanes {
  // Maps keep their order: the first key is whose turn it is.
  const waiting = new Map<string, Turn[]>()
  const asked = new Map<string, number>()
  let free = lanes
  let pieces = 0
  let lasts = AT_FIRST

  function count(who: string, more: number): void {
    pieces += more
    const own = (asked.get(who) ?? 0) + more
    if (own > 0) asked.set(who, own)
    else asked.delete(who)
  }

  function next(): void {
    const [first] = waiting
    if (free === 0 || first === undefined) return
    const [who, [turn, ...more]] = first
    waiting.delete(who)
    if (more.length > 0) waiting.set(who, more)
    if (!turn) return
    free -= 1
    void turn.go().finally(() => {
      free += 1
      count(who, -turn.pieces)
      next()
    })
  }

  return {
    async inTurn(who, work) {
      const wait = (of: number) => (of * lasts) / lanes
      if (wait(pieces) > patience || wait(asked.get(who) ?? 0) > patience * OF_ONE) throw new LanesFull()
      count(who, work.length)
      return await new Promise((resolve, reject) => {
        const go = () => oneByOne(work).then(resolve, reject)
        waiting.set(who, [...waiting.get(who) ?? [], { pieces: work.length, go }])
        next()
      })
    },
  }

  async function oneByOne<T>(work: readonly (() => Promise<T>)[]): Promise<T[]> {
    const done: T[] = []
    for (const piece of work) {
      const began = elapsed()
      done.push(await piece())
      lasts += (elapsed() - began - lasts) * LEARNS
    }
    return done
  }
}
