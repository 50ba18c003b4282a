import * as v from 'valibot'
import { Branding, LONGEST_BRANDING } from './branding.ts'
import { EffortAsked, EffortShown } from './effort.ts'
import { op, type Shape } from './operation.ts'
import { type ProblemCode } from './problems.ts'
import { View } from './view.ts'
import { AccountName, Choice, LanguageTag, SecretText, Seconds, Way, Workstation } from './words.ts'

const Nothing = v.object({})
const AtStep = v.object({ stepToken: v.pipe(v.string(), v.minLength(1), v.maxLength(100)) })
/** What a proof of a key can meet: with a ticket, and in a recovery that began with one (S-06). */
const deviceProblems = ['nonce-needed', 'device-proof-refused', 'device-unknown'] as const
const tokenProblems = ['unknown-recovery', ...deviceProblems] as const
const stepProblems = [...tokenProblems, 'step-used', 'not-possible-now'] as const
const waits = ['too-many-tries', 'too-many-messages'] as const
const directoryProblems = ['directory-unreachable', 'directory-denied'] as const

const About = v.object({
  company: v.object({ name: v.string(), helpdesk: v.string() }),
  /** What the accounts live in, where that must be said on the screen: "Demo directory". */
  demo: v.optional(v.string()),
  idle: v.object({ after: Seconds, warnedBefore: Seconds }),
  /** Where there is a portal: what must be shown with `begin`. Each asking gives another one. */
  effort: v.optional(EffortAsked),
  /** There is a look of the company's own, to be asked for with `branding`. Another text, another look. */
  branding: v.optional(v.string()),
})
export type About = v.InferOutput<typeof About>

/** Every operation, once. Routes, validation, channels, calls, types and the API document come from this list. */
export const operations = {
  about: op({
    method: 'GET', path: '/v1/about', in: Nothing, out: About, problems: [],
    summary: 'What a screen needs before a recovery begins.',
  }),
  branding: op({
    method: 'GET', path: '/v1/branding', in: Nothing, out: Branding, longest: LONGEST_BRANDING, lasting: true, problems: [],
    summary: "The company's look: accent colour and pictures, as the policy has them. Nothing that a recovery needs.",
  }),
  begin: op({
    method: 'POST', path: '/v1/recoveries', token: 'begins', out: View, problems: ['effort-needed', ...deviceProblems, 'ticket-over', 'device-needed', ...waits, ...directoryProblems],
    in: v.object({
      account: AccountName,
      /** Messages to the person are written in it where we have it. */
      language: LanguageTag,
      ...Workstation.entries,
      /** Where `about` asks for it. */
      effort: v.optional(EffortShown),
    }),
    summary: 'Begin a recovery. An unknown account goes on exactly like a known one.',
  }),
  read: op({
    method: 'GET', path: '/v1/recoveries/current', token: 'needs', in: Nothing, out: View,
    problems: [...tokenProblems, ...directoryProblems],
    summary: 'The present view: a lost answer loses nothing.',
  }),
  answer: op({
    method: 'POST', path: '/v1/recoveries/current/answers', token: 'needs', out: View,
    in: v.object({
      ...AtStep.entries,
      /** A code, or the answers to all questions in their order, empty where one is left out; absent at a call: its confirmation is the answer. */
      answer: v.optional(v.union([SecretText(256), v.pipe(v.array(SecretText(256, 0)), v.minLength(1), v.maxLength(10))])),
    }),
    problems: [...stepProblems, 'too-many-tries', ...directoryProblems],
    summary: "Answer the present gate, for example with the code that arrived.",
  }),
  follow: op({
    method: 'POST', path: '/v1/recoveries/current/changes', token: 'needs', out: View, in: v.object({ mark: v.pipe(v.string(), v.maxLength(100)) }),
    problems: [...tokenProblems, ...directoryProblems],
    summary: 'The view once it is another one than that of the mark, or as it is after ten seconds: how a call fares is followed live.',
  }),
  sendAgain: op({
    method: 'POST', path: '/v1/recoveries/current/messages', token: 'needs', in: AtStep, out: View, problems: [...stepProblems, 'too-many-messages'],
    summary: 'Send a new code; the one before stops working.',
  }),
  pickWay: op({
    method: 'POST', path: '/v1/recoveries/current/way', token: 'needs', out: View,
    in: v.object({ ...AtStep.entries, way: Way }), problems: [...stepProblems, 'too-many-messages'],
    summary: 'Go on with another of the ways that the view lists. Who comes back to one finds the tries that were left there.',
  }),
  choose: op({
    method: 'POST', path: '/v1/recoveries/current/choice', token: 'needs', out: View,
    in: v.object({ ...AtStep.entries, choice: Choice }), problems: [...stepProblems, ...directoryProblems],
    summary: 'Choose a way back in. An unlock is carried out at once; a new password is asked for next.',
  }),
  reconsider: op({
    method: 'POST', path: '/v1/recoveries/current/reconsideration', token: 'needs', in: AtStep, out: View,
    problems: [...stepProblems, ...directoryProblems],
    summary: 'Back from the new password to the choice.',
  }),
  setPassword: op({
    method: 'POST', path: '/v1/recoveries/current/password', token: 'needs', out: View,
    in: v.object({ ...AtStep.entries, password: SecretText(256) }), problems: [...stepProblems, ...directoryProblems],
    summary: 'Set the new password, which unlocks the account too.',
  }),
  extend: op({
    method: 'POST', path: '/v1/recoveries/current/extension', token: 'needs', in: Nothing, out: View,
    problems: [...tokenProblems, ...directoryProblems],
    summary: 'A sign of life: the idle limit starts anew.',
  }),
  cancel: op({
    method: 'DELETE', path: '/v1/recoveries/current', token: 'needs', in: Nothing, out: View,
    problems: [...tokenProblems, 'not-possible-now'],
    summary: 'End the recovery. Nothing changes in the directory.',
  }),
} as const satisfies Record<string, Shape>

/** What any operation can answer beside its own problems. */
export const generalProblems = [
  'invalid-input', 'foreign-request', 'too-large', 'wrong-media-type', 'wrong-host', 'client-too-old', 'unexpected', 'server-busy',
] as const satisfies readonly ProblemCode[]

export type OperationName = keyof typeof operations
export type Operation<N extends OperationName = OperationName> = (typeof operations)[N]
/** What a caller writes. */
export type Input<N extends OperationName> = v.InferInput<Operation<N>['in']>
/** What a handler receives: parsed, its secrets wrapped. */
export type Parsed<N extends OperationName> = v.InferOutput<Operation<N>['in']>
export type Output<N extends OperationName> = v.InferOutput<Operation<N>['out']>

export const operationNames = Object.keys(operations).filter((name): name is OperationName => name in operations)
