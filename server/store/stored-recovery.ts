import { Choice, Entrance } from '@gatehouse/contract'
import * as v from 'valibot'
import { gateNames, Policy } from '../policy/policy.ts'
import type { Recovery } from '../recovery/recovery.ts'

const Gate = v.picklist(gateNames)

const Place = v.variant('at', [
  v.object({
    at: v.literal('gate'),
    gate: Gate,
    state: v.object({
      counter: v.number(),
      sentAt: v.number(),
      triesLeft: v.number(),
      error: v.exactOptional(v.picklist(['code-wrong', 'code-expired'])),
    }),
  }),
  v.object({ at: v.literal('choice'), error: v.exactOptional(v.picklist(['not-carried-out'])) }),
  v.object({ at: v.literal('new-password'), error: v.exactOptional(v.picklist(['password-refused', 'not-carried-out'])) }),
  v.object({ at: v.literal('working'), choice: Choice, since: v.number(), passwordMark: v.string(), lost: v.boolean() }),
  v.object({ at: v.literal('done'), choice: Choice }),
  v.object({ at: v.literal('ended'), reason: v.picklist(['cancelled', 'expired', 'too-many-tries', 'unclear']) }),
])

/**
 * A recovery as it comes out of the database, where an older or a newer server may have put it: read, never believed.
 * A field that `Recovery` gains must be added here too; the compiler asks for it, and a test for the optional ones.
 */
export const StoredRecovery: v.GenericSchema<unknown, Recovery> = v.object({
  id: v.string(),
  caseNumber: v.string(),
  entrance: Entrance,
  language: v.string(),
  person: v.nullable(v.string()),
  policy: Policy,
  begunAt: v.number(),
  lastSignAt: v.number(),
  passed: v.array(Gate),
  stepToken: v.string(),
  place: Place,
})
