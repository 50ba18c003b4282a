import * as v from 'valibot'

/**
 * A little computation that is shown before a recovery begins: a brake against robots that asks nothing of a person. The puzzle:
 * `seed` is SHA-256 of the challenge (UTF-8). For each i from 0 to 15 find a number n below 2^32 such that SHA-256 of
 * `seed`, i and n (both four bytes, the highest first) begins with `bits` - 4 zero bits. About 2^`bits` hashes in all; sixteen small
 * parts instead of one take everybody about as long.
 */
export const EFFORT_PARTS = 16

/** Of the bits, those that the number of parts makes: 2^4 of them. */
export const BITS_OF_PARTS = 4

export const EffortAsked = v.object({
  /** Good once, for a few minutes, from the network that it was given to. */
  challenge: v.string(),
  bits: v.pipe(v.number(), v.integer(), v.minValue(BITS_OF_PARTS), v.maxValue(32)),
})
export type EffortAsked = v.InferOutput<typeof EffortAsked>

export const EffortShown = v.object({
  challenge: v.pipe(v.string(), v.maxLength(200)),
  answers: v.pipe(v.array(v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(0xffff_ffff))), v.length(EFFORT_PARTS)),
})
export type EffortShown = v.InferOutput<typeof EffortShown>
