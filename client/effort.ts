import { BITS_OF_PARTS, EFFORT_PARTS, type EffortAsked, type EffortShown, type Result } from '@gatehouse/contract'
import { firstWordOfTen, sha256 } from './sha256.ts'

/** Hashes between two breaths: a few milliseconds. */
const SLICE = 4096

/** Shows the effort, one slice at each `next`: whoever is not alone can let others breathe in between. */
export function* showing({ challenge, bits }: EffortAsked): Generator<undefined, EffortShown> {
  const block = new Uint32Array(16)
  const state = new Uint32Array(8)
  block.set(sha256(new TextEncoder().encode(challenge)))
  // The first word must be below this; with no bit wanted every word is.
  const limit = 2 ** (32 - (bits - BITS_OF_PARTS))
  const answers: number[] = []
  let hashes = 0
  for (let part = 0; part < EFFORT_PARTS; part++) {
    block[8] = part
    for (let number = 0; ; number++) {
      block[9] = number
      if (firstWordOfTen(block, state) < limit) {
        answers.push(number)
        break
      }
      if (++hashes % SLICE === 0) yield undefined
    }
  }
  return { challenge, answers }
}

/** Shows the effort beside whatever else there is to do. @param breathe resolves once others had their turn */
export async function inSlices(asked: EffortAsked, breathe: () => Promise<void>): Promise<EffortShown> {
  const work = showing(asked)
  for (;;) {
    const { done, value } = work.next()
    if (done) return value
    await breathe()
  }
}

export type Work = (asked: EffortAsked) => Promise<EffortShown>

/** What was asked of this client: it begins as soon as that is known, while the person still types. */
export type Effort = {
  begin: (asked: EffortAsked | undefined) => void
  /** The effort once it is done, or nothing where none was asked. Each is shown once. */
  show: () => Promise<EffortShown | undefined>
}

export function effortOf(work: Work): Effort {
  let present: Promise<EffortShown> | undefined
  return {
    begin(asked) {
      // Asked again before it was shown: the first is as good.
      if (!asked || present) return
      present = work(asked)
      present.catch(() => {}) // said where it is shown
    },
    async show() {
      const mine = present
      present = undefined
      return mine
    },
  }
}

/**
 * Begins with the effort that was asked for; where it was too little or too late, twice more with another.
 * @param askAgain what is asked for now; it goes to `effort`
 */
export async function withEffort<T>(effort: Effort, begin: (shown: EffortShown | undefined) => Promise<Result<T>>, askAgain: () => Promise<Result<unknown>>): Promise<Result<T>> {
  for (let tries = 1; ; tries++) {
    const result = await begin(await effort.show())
    if (result.ok || result.problem.code !== 'effort-needed' || tries === 3) return result
    const asked = await askAgain()
    if (!asked.ok) return asked
  }
}
