import * as v from 'valibot'
import { whole } from './whole.ts'

/**
 * The numbers of a gate at which a code is sent. The limits are those of docs/security.md ("Numbers"). They hold within one
 * recovery; what counts across recoveries is in `budgets.ts`.
 */
export const CodeNumbers = v.strictObject({
  digits: v.optional(whole(6, 8, 'Digits of a code. Where a provider sends codes of one length only (`codeDigits` of the settings), as many as those have.', 'NIST SP 800-63B-4 §4.2.1.2: six digits or more'), 6),
  minutes: v.optional(whole(1, 10, 'How long a code can be entered.', 'NIST SP 800-63B-4 §4.2.1.2: ten minutes at most for a code by SMS'), 5),
  tries: v.optional(whole(1, 3, 'Codes that can be tried at this gate in one recovery, however many are sent.', 'NIST SP 800-63B-4 §3.2.2: tries are limited'), 3),
  messages: v.optional(whole(1, 3, 'How often a code can be sent in one recovery.'), 3),
  secondsBetweenMessages: v.optional(whole(0, 120, 'How long one waits for the next.'), 30),
})
export type CodeNumbers = v.InferOutput<typeof CodeNumbers>
