import * as v from 'valibot'
import { whole } from './whole.ts'

/**
 * The numbers of a gate at which a code is sent. The limits are those of docs/security.md ("Numbers"). They hold within one
 * recovery; what counts across recoveries is in `budgets.ts`.
 */
export const CodeNumbers = v.strictObject({
  digits: v.optional(whole(6, 8, 'NIST SP 800-63B-4 §4.2.1.2: six digits or more'), 6),
  minutes: v.optional(whole(1, 10, 'NIST SP 800-63B-4 §4.2.1.2: ten minutes at most for a code by SMS'), 5),
  tries: v.optional(whole(1, 3, 'NIST SP 800-63B-4 §3.2.2: tries are limited'), 3),
  messages: v.optional(whole(1, 3), 3),
  secondsBetweenMessages: v.optional(whole(0, 120), 30),
})
export type CodeNumbers = v.InferOutput<typeof CodeNumbers>
