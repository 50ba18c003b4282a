import type { CallState as Shown, Secret } from '@gatehouse/contract'
import type { PhoneCallSection } from '../policy/sections/phone-call.ts'
import type { GateState } from './gate.ts'

/** A call of this gate, as it is known from what was heard. */
export type CallState = {
  kind: 'call'
  /** Counts the calls of this gate in this recovery; what is heard of an older one is not news. */
  counter: number
  /** When it was asked for. */
  calledAt: number
  call: Shown
  /** Nothing more comes of it. */
  over: boolean
  /** When that was heard; absent where an older server heard it. */
  overAt?: number
  /** Number of the last thing that was heard of it: each counts once, in its order. */
  heard: number
  /** For all calls of this gate together: a new call is no new try. */
  triesLeft: number
  error?: 'still-waiting'
}

/** How a call can end. `network`: it could not be made, or nobody knows what became of it. */
export const callEnds = ['busy', 'no-answer', 'hung-up', 'voicemail', 'network'] as const
export type CallEnd = (typeof callEnds)[number]

/** One thing that was heard of a call. `keys`: what was keyed before #; a 9 alone comes at once. */
export type CallHeard = {
  readonly counter: number
  /** Counts what is heard of one call, from 1. */
  readonly number: number
} & ({ readonly what: 'ringing' | 'answered' | CallEnd } | { readonly what: 'keys'; readonly keys: Secret })

/** Seconds until it rings, at the most. */
const SETS_UP = 20
/** Seconds for a call that was answered: the prompt, said three times, and the keys. */
const TALKS = 60

type Terms = { readonly phoneCall: PhoneCallSection }

/** Until when a call may last; after that nobody knows what became of it. Milliseconds since 1970. */
export const limitOf = ({ calledAt }: Pick<CallState, 'calledAt'>, { phoneCall }: Terms): number => calledAt + (SETS_UP + phoneCall.ringSeconds + TALKS) * 1000

/** Until when somebody waits for a call, or waited, in milliseconds since 1970: they are not idle. 0: for none. */
export function busyUntil(state: GateState, terms: Terms): number {
  if (!('kind' in state) || state.kind !== 'call') return 0
  return state.over ? state.overAt ?? 0 : limitOf(state, terms)
}
