import type { Secret, StepOf } from '@gatehouse/contract'
import type { GateName, RestsOn } from '../policy/gate-facts.ts'
import type { Terms } from '../policy/terms.ts'
import type { Asked } from './asked.ts'
import type { CallHeard, CallState } from './call-state.ts'
import type { CodeState } from './code.ts'
import type { QuestionsState } from './questions.ts'

/** What a gate remembers while it is the present step; stored with the recovery, so never a code or an answer. */
export type GateState = CodeState | CallState | QuestionsState

/** The state as it is kept while another gate is the present one: what was wrong last is said once. */
export function atRest(state: GateState): GateState {
  const rest = { ...state }
  delete rest.error
  return rest
}

/** What a gate wants done once its new state is saved. `call-denied`: whoever was called did not ask for it. */
export type GateEffect = { type: 'send-code'; gate: GateName; counter: number } | { type: 'call-denied'; gate: GateName; counter: number }

/** Whose recovery it is and what time it is: all that a gate may know beside its own state. */
export type GateContext = {
  recovery: string
  terms: Terms
  /** False for an account that does not exist: everything looks the same, nothing is ever right. */
  real: boolean
  /** Milliseconds since 1970. */
  now: number
}

/** What a person gives: a code, the answers to all questions in their order, or nothing at a call. */
export type Answer = Secret | readonly Secret[] | undefined

/** What somebody else found of an answer that a gate cannot judge by itself. `unanswered`: they could not be asked. */
export type JudgedOutside = 'right' | 'wrong' | 'unanswered'

/** An answer, with what somebody else found of it where the gate is judged outside. */
export type Given = { readonly answer: Answer; readonly judged?: JudgedOutside | undefined }

/** How an answer fared. Only `right` and `wrong` were compared with anything; the others cost no try and tell nothing. */
export type Judged = 'right' | 'wrong' | 'expired' | 'early' | 'unanswered'

export type Verdict =
  | { verdict: 'passed' }
  /** No more of it in this recovery. */
  | { verdict: 'spent'; how: Exclude<Judged, 'right'> }
  | { verdict: 'again'; how: Exclude<Judged, 'right'>; state: GateState }

/** What follows from what was heard of a call. `how`: of keys that were judged. */
export type Heard =
  | { heard: 'on'; state: GateState; how?: 'right' | 'wrong' }
  | { heard: 'spent' }
  /** Whoever was called did not ask for it. */
  | { heard: 'denied'; effects: GateEffect[] }

/**
 * One proof of who somebody is. Pure: the clock and the keyed codes come in, effects go out.
 * To add one: see README.md beside this file.
 */
export type Gate = {
  readonly name: GateName
  readonly restsOn: RestsOn
  readonly neverFirst?: boolean
  /** Somebody else judges its answers (`Judges` in `../recovery/ports.ts`), once they were paid for. */
  readonly judgedOutside: boolean
  readonly begin: (context: GateContext) => { state: GateState; effects: GateEffect[] }
  readonly judge: (state: GateState, given: Given, context: GateContext) => Verdict
  /** Asks for a new message or call; undefined: not (yet) possible. */
  readonly again: (state: GateState, context: GateContext) => { state: GateState; effects: GateEffect[] } | undefined
  /** What a call tells while it lasts; undefined: nothing of it is news. Absent where nothing is ever heard. */
  readonly hear?: (state: GateState, heard: CallHeard, context: GateContext) => Heard | undefined
  /** @param asked what is asked of this person, where the gate asks what somebody else knows */
  readonly show: (state: GateState, context: GateContext, asked?: Asked) => StepOf<'code' | 'call' | 'questions'>
}
