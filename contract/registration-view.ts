import * as v from 'valibot'
import { callStates } from './view.ts'
import { Delivery, Entrance, Seconds, Way } from './words.ts'

/** How a code for registration reaches the person, or how a number is called. */
export const ProofWay = v.picklist(['email', 'sms', 'call'])
export type ProofWay = v.InferOutput<typeof ProofWay>

/** What a person can register. */
export const registrationKinds = ['number', 'mail', 'questions'] as const
export const RegistrationKind = v.picklist(registrationKinds)
export type RegistrationKind = v.InferOutput<typeof RegistrationKind>

/** A number or an address by which the person can be reached. */
const Item = v.object({
  /** Names it to `remove` and `stepUp`. */
  item: v.string(),
  /** `company`: the directory holds it, or an administrator brought it and nobody has proved yet that they have it. Nobody removes it here. */
  whose: v.picklist(['own', 'company']),
  kind: v.picklist(['number', 'mail']),
  /**
   * `+1 4255551234`: country code, space, number; or the address. Until the person has proved themselves in this sign-in only enough
   * to be recognised by who knows it, such as `••• 34`: whoever has but the password learns no number (S-16).
   */
  shown: v.string(),
  whole: v.boolean(),
  /** How it can be used. */
  ways: v.array(ProofWay),
  /** How long it has been registered; absent where it is the company's. */
  age: v.optional(Seconds),
  /** How long until it counts from outside of the company's network too; absent: it does. */
  outsideIn: v.optional(Seconds),
})
export type RegisteredItem = v.InferOutput<typeof Item>

const Questions = v.object({
  /** How many answers are registered; 0: none. */
  answered: v.number(),
  age: v.optional(Seconds),
  outsideIn: v.optional(Seconds),
  /** How many must be answered to register. */
  needed: v.number(),
  /** Those to choose from, in the person's language. */
  questions: v.array(v.object({ id: v.string(), text: v.string() })),
})

/**
 * What the policy asks of this person, to get back in at that entrance: so many different things of these. `later`: registered, and it
 * counts there after its rest.
 */
const Wanted = v.object({
  entrance: Entrance,
  needed: v.number(),
  ways: v.array(v.object({ way: Way, ready: v.picklist(['yes', 'later', 'no']) })),
  /** Whether what is ready is enough: now, after the rest of what is new, or not yet. */
  enough: v.picklist(['yes', 'later', 'no']),
})
export type WantedThere = v.InferOutput<typeof Wanted>

/** All of it can be seen and changed: `offerNumber`, `offerMail`, `giveAnswers`, `remove`, `confirm`. */
const OverviewStep = v.object({ kind: v.literal('overview') })

/**
 * Before anything is changed the person proves themselves by what is registered already, or by the address or number that the company
 * holds: `stepUp` by one of these. `change`: something is registered. `first`: nothing is, and they are not in the company's network.
 */
const StepUpStep = v.object({
  kind: v.literal('step-up'),
  why: v.picklist(['change', 'first']),
  ways: v.array(v.object({ item: v.string(), way: ProofWay, shown: v.string() })),
})

/** Nothing is registered, nothing proves the person, and they are not in the company's network: it goes on there, or at the helpdesk. */
const ElsewhereStep = v.object({ kind: v.literal('elsewhere'), why: v.picklist(['first', 'change']) })

/** How a call that proves a number fares, as in a recovery. `denied`: somebody there pressed 9, "I did not ask for this". */
export const proofCallStates = [...callStates, 'denied'] as const
export type ProofCallState = (typeof proofCallStates)[number]

/** A code was sent and is awaited (`prove`), or nothing of it for `withdraw`. */
const ProveStep = v.object({
  kind: v.literal('prove'),
  /** `new`: what is proved will be registered. `step-up`: it was before. */
  what: v.picklist(['new', 'step-up']),
  way: ProofWay,
  /** Where it went: as it was typed where it is new, else no more than `Item` shows. */
  shown: v.string(),
  digits: v.number(),
  codeEndsIn: Seconds,
  triesLeft: v.number(),
  delivery: Delivery,
  /** When the person may ask for another (`proveAgain`); absent: not again. */
  againIn: v.optional(Seconds),
  /**
   * Of `way: 'call'` alone: the person keys `keys` and # on the telephone. `registered` tells how it fares; once it is `confirmed` the page
   * gives `keys` to `prove`, which before that changes nothing. `over`: nothing more comes of this call.
   */
  call: v.optional(v.object({ state: v.picklist(proofCallStates), keys: v.string(), over: v.boolean() })),
  error: v.optional(v.picklist(['code-wrong', 'code-expired'])),
})

/** Somebody said "this was not me": nothing is changed here until an administrator has looked at it. */
const FrozenStep = v.object({ kind: v.literal('frozen'), caseNumber: v.string() })

export const RegistrationStep = v.variant('kind', [OverviewStep, StepUpStep, ElsewhereStep, ProveStep, FrozenStep])
export type RegistrationStep = v.InferOutput<typeof RegistrationStep>
export type RegistrationStepKind = RegistrationStep['kind']
export type RegistrationStepOf<K extends RegistrationStepKind> = Extract<RegistrationStep, { kind: K }>

/**
 * Why what was given could not be taken. Nothing was changed and nothing sent.
 * - `no-number`, `no-such-number`: nothing that could be one; none that exists in its country
 * - `extension`, `no-country`, `premium`: numbers that we do not call and write to
 * - `no-sms`: it is a landline, which takes calls alone; `not-reached`: nobody here can reach it by that way
 * - `no-address`: it is none; `own-mailbox`: it is that of the account itself, which cannot be opened when it is locked
 * - `same`: it is registered already; `too-many`: as many as there can be are registered
 * - `too-few`: answers to fewer questions than are needed
 * - `proof-ended`: too many wrong codes for it; it can be begun anew
 */
export const registrationRefusals = [
  'no-number', 'no-such-number', 'extension', 'no-country', 'premium', 'no-sms', 'not-reached', 'no-address', 'own-mailbox', 'same', 'too-many', 'too-few', 'proof-ended',
] as const

/**
 * Why an answer could not be taken; the other answers may be fine. `too-common`: what everybody would try, such as "abc"; `a-name`: the
 * person's own name, that of their account or of the company, and hardly more; `no-such-question`: it is not offered, or was given twice.
 */
export const answerRefusals = ['too-short', 'too-long', 'too-common', 'a-name', 'same-as-another', 'in-the-question', 'no-such-question'] as const
export type AnswerRefusal = (typeof answerRefusals)[number]

/** What of a person is registered, as far as they may see it now, and what comes next. */
export const RegistrationView = v.object({
  /** As the directory spells it. */
  account: v.string(),
  /** Of this sign-in: what the person can read out to the helpdesk. */
  caseNumber: v.string(),
  step: RegistrationStep,
  items: v.array(Item),
  /** Absent where the policy has none for this person. */
  questions: v.optional(Questions),
  /** Which of what is not registered would do for what the policy wants; the first comes next. Empty: enough, or nothing of it helps. */
  missing: v.array(RegistrationKind),
  /** How many of those are wanted: fewer than there are where one stands for another. */
  more: v.pipe(v.number(), v.integer(), v.minValue(0)),
  wanted: v.array(Wanted),
  /** Ways that can be offered for a number now; empty: none, and no number can be registered. */
  numberBy: v.array(v.picklist(['sms', 'call'])),
  /** Whether the person should say that all of it is still right (`confirm`). */
  confirmDue: v.boolean(),
  /** Of what was just given, in the answer to it alone. */
  refused: v.optional(v.picklist(registrationRefusals)),
  refusedAnswers: v.optional(v.array(v.object({ question: v.string(), why: v.picklist(answerRefusals) }))),
  /** What has just been registered or removed: said once, in the answer to it. */
  done: v.optional(v.picklist(['registered', 'removed', 'confirmed', 'proved'])),
  /** Without a sign of life the sign-in ends after this long, and come what may. */
  idleIn: Seconds,
  endsIn: Seconds,
})
export type RegistrationView = v.InferOutput<typeof RegistrationView>
