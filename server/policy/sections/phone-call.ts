import * as v from 'valibot'
import { whole } from './whole.ts'

/** The gate at which the person's telephone is called. The limits hold within one recovery. */
export const PhoneCallSection = v.strictObject({
  /** `digits`: the two digits on the screen, then #. `pound`: # alone, as in MIM; whoever is called may press it without looking. */
  keys: v.optional(v.picklist(['digits', 'pound'], 'must be digits (the two digits on the screen, then #) or pound (# alone)'), 'digits'),
  /** What becomes of Next before the call has confirmed it: `wait` says so, `fail` ends the recovery, as in MIM. */
  earlyNext: v.optional(v.picklist(['wait', 'fail'], 'must be wait (the screen says that it still waits) or fail (the recovery ends)'), 'wait'),
  ringSeconds: v.optional(whole(15, 60, 'How long it rings.'), 30),
  tries: v.optional(whole(1, 3, 'How often the keys may be wrong in one recovery, however many calls are made.', 'NIST SP 800-63B-4 §3.2.2: tries are limited'), 3),
  calls: v.optional(whole(1, 3, 'How often somebody can be called in one recovery.'), 3),
  secondsBetweenCalls: v.optional(whole(0, 120, 'How long one waits for the next call.'), 30),
  restMinutes: v.optional(whole(0, 1440, 'How long nothing is sent to a number, and it is not called, after somebody there pressed 9: "I did not ask for this".'), 60),
})
export type PhoneCallSection = v.InferOutput<typeof PhoneCallSection>
