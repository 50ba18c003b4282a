import * as v from 'valibot'
import { whole } from './whole.ts'

/** How long a recovery lives (docs/security.md, "Numbers"). */
export const RecoverySection = v.strictObject({
  minutes: v.optional(whole(5, 60, 'How long a recovery lives.'), 15),
  idleSeconds: v.optional(whole(60, 600, 'How long it lives without a sign of life.'), 180),
})
