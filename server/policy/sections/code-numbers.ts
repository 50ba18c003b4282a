import * as v from 'valibot'
import { whole } from './whole.ts'

/**
 * The numbers of a gate at which a code is sent. The limits are those of docs/security.md ("Numbers"). They hold within one
 * recovery; what counts across recoveries is in `budgets.ts`.
 */
export const CodeNumbers = v.strictObject({
  digits: v.optional(whole(6, 8), 6),
  minutes: v.optional(whole(1, 10), 5),
  tries: v.optional(whole(1, 3), 3),
  messages: v.optional(whole(1, 3), 3),
  secondsBetweenMessages: v.optional(whole(0, 120), 30),
})
export type CodeNumbers = v.InferOutput<typeof CodeNumbers>
