import * as v from 'valibot'
import { whole } from './whole.ts'

/** How long a recovery lives (docs/security.md, "Numbers"). */
export const RecoverySection = v.strictObject({
  minutes: v.optional(whole(5, 60), 15),
  idleSeconds: v.optional(whole(60, 600), 180),
})
