import { BITS_OF_PARTS, EFFORT_PARTS, type EffortAsked, type EffortShown } from '@gatehouse/contract'
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
