import type { Secret, StepOf } from '@gatehouse/contract'
import type { GateName, RestsOn } from '../policy/gate-facts.ts'
import type { Terms } from '../policy/terms.ts'
import type { CodeState } from './code.ts'

/** What a gate remembers while it is the present step; stored with the recovery, so never a code or an answer. */
export type GateState = CodeState

/** The state as it is kept while another gate is the present one: what was wrong last is said once. */
export const atRest = ({ counter, sentAt, triesLeft }: GateState): GateState => ({ counter, sentAt, triesLeft })

/** What a gate wants done once its new state is saved. */
export type GateEffect = { type: 'send-code'; gate: GateName; counter: number }

/** Whose recovery it is and what time it is: all that a gate may know beside its own state. */
export type GateContext = {
  recovery: string
  terms: Terms
  /** False for an account that does not exist: everything looks the same, nothing is ever right. */
  real: boolean
  /** Milliseconds since 1970, by the server's clock. */
  now: number
}

export type Verdict = { verdict: 'passed' } | { verdict: 'spent' } | { verdict: 'again'; state: GateState }

/**
 * One proof of who somebody is. Pure: the clock and the keyed codes come in, effects go out.
 * To add one: see README.md beside this file.
 */
export type Gate = {
  readonly name: GateName
  readonly restsOn: RestsOn
  readonly begin: (context: GateContext) => { state: GateState; effects: GateEffect[] }
  readonly judge: (state: GateState, answer: Secret, context: GateContext) => Verdict
  /** Asks for a new message; undefined: not (yet) possible. */
  readonly again: (state: GateState, context: GateContext) => { state: GateState; effects: GateEffect[] } | undefined
  readonly show: (state: GateState, context: GateContext) => StepOf<'code'>
}
