import { CallState, Choice, choices, Entrance, PasswordReason, Workstation } from '@gatehouse/contract'
import * as v from 'valibot'
import { gateNames } from '../policy/gate-facts.ts'
import { CodeNumbers } from '../policy/sections/code-numbers.ts'
import { NoticesSection } from '../policy/sections/notices.ts'
import { PasswordSection } from '../policy/sections/password.ts'
import { PhoneCallSection } from '../policy/sections/phone-call.ts'
import { RecoverySection } from '../policy/sections/recovery.ts'
import type { Recovery } from '../recovery/recovery.ts'

const Gate = v.picklist(gateNames)

const CodeState = v.object({
  counter: v.number(),
  sentAt: v.number(),
  triesLeft: v.number(),
  error: v.exactOptional(v.picklist(['code-wrong', 'code-expired', 'not-judged'])),
})

const CallGateState = v.object({
  kind: v.literal('call'),
  counter: v.number(),
  calledAt: v.number(),
  call: CallState,
  over: v.boolean(),
  overAt: v.exactOptional(v.number()),
  heard: v.number(),
  triesLeft: v.number(),
  error: v.exactOptional(v.picklist(['still-waiting'])),
})

const QuestionsState = v.object({
  kind: v.literal('questions'),
  triesLeft: v.number(),
  error: v.exactOptional(v.picklist(['answers-wrong', 'not-judged'])),
})

const GateState = v.union([CallGateState, QuestionsState, CodeState])

const Place = v.variant('at', [
  v.object({
    at: v.literal('gate'),
    gate: Gate,
    state: GateState,
  }),
  v.object({ at: v.literal('ways') }),
  v.object({ at: v.literal('choice'), error: v.exactOptional(v.picklist(['not-carried-out'])) }),
  v.object({
    at: v.literal('new-password'),
    error: v.exactOptional(v.picklist(['password-refused', 'not-carried-out'])),
    reason: v.exactOptional(PasswordReason),
  }),
  v.object({
    at: v.literal('working'), choice: Choice, since: v.number(), passwordMark: v.string(), controller: v.exactOptional(v.string()), stamp: v.exactOptional(v.string()), lost: v.boolean(),
    lookAgainAt: v.exactOptional(v.number()), unclear: v.exactOptional(v.literal(true)),
  }),
  v.object({ at: v.literal('done'), choice: Choice, since: v.exactOptional(v.number()), controller: v.exactOptional(v.string()), foundOutAt: v.exactOptional(v.number()) }),
  v.object({
    at: v.literal('ended'), reason: v.picklist(['cancelled', 'expired', 'too-many-tries', 'unclear', 'not-asked-for', 'too-early', 'too-many-changes', 'stopped']),
    notDone: v.exactOptional(v.object({ choice: Choice, since: v.number() })),
  }),
])

/** A newer server may have put more into it: that is left alone, not refused, and kept (`beside.ts`). */
const Terms = v.object({
  workflow: v.object({
    name: v.string(), gates: v.array(Gate), needed: v.number(),
    order: v.optional(v.picklist(['fixed', 'free']), 'fixed'), choices: v.optional(v.array(Choice), [...choices]),
  }),
  emailCode: v.object(CodeNumbers.entries),
  // A server from before the gate has stored none.
  smsCode: v.optional(v.object(CodeNumbers.entries), {}),
  phoneCall: v.optional(v.object(PhoneCallSection.entries), {}),
  questions: v.optional(v.object({ asked: v.number(), correct: v.number(), tries: v.number() }), { asked: 4, correct: 3, tries: 3 }),
  notices: v.optional(v.object(NoticesSection.entries), {}),
  // A server from before our own rules has stored none: then those hold that hold for everybody.
  password: v.optional(v.object(PasswordSection.entries), {}),
  recovery: v.object(RecoverySection.entries),
})

/**
 * A recovery as it comes out of the database, where an older or a newer server may have put it: read, never believed.
 * A field that `Recovery` gains must be added here too; the compiler asks for it, and a test for the optional ones.
 */
export const StoredRecovery: v.GenericSchema<unknown, Recovery> = v.object({
  id: v.string(),
  caseNumber: v.string(),
  entrance: Entrance,
  language: v.string(),
  workstation: v.exactOptional(Workstation),
  person: v.nullable(v.string()),
  stoppedOf: v.exactOptional(v.string()),
  terms: Terms,
  counted: v.object({ typed: v.string(), person: v.string(), address: v.string(), device: v.exactOptional(v.string()), known: v.boolean() }),
  begunAt: v.number(),
  lastSignAt: v.number(),
  passed: v.array(Gate),
  left: v.optional(v.array(v.object({ gate: Gate, state: GateState })), []),
  free: v.exactOptional(v.number()),
  intended: v.exactOptional(v.number()),
  stepToken: v.string(),
  place: Place,
})
