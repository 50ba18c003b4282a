import type { Entrance } from '@gatehouse/contract'
import { type CallState, limitOf } from '../../gates/call-state.ts'
import { expire } from '../../recovery/machine.ts'
import type { CodeMessage } from '../../recovery/ports.ts'
import type { Recovery } from '../../recovery/recovery.ts'
import type { CountedAs } from '../../throttle/counted-as.ts'

/** A call that somebody waits for: who is called (null: there is nobody), and how. Times in milliseconds since 1970. */
export type Due = {
  due: true
  person: string | null
  entrance: Entrance
  counted: CountedAs
  caseNumber: string
  language: string
  keysWanted: 'digits' | 'pound'
  ringSeconds: number
  restMinutes: number
  calledAt: number
  /** After that nobody waits for it any more. */
  until: number
  /** The person has gone on to another way, and nobody has answered yet. */
  left: boolean
  /** The number of the last that was heard of it. */
  heard: number
}

export type CallDue = Due | { due: false; why: 'gone' | 'over' | 'superseded' | 'too-late' }

/**
 * Whether a call is still to be made, or listened to.
 * @param recovery undefined: it has gone
 * @param now milliseconds since 1970
 */
export function callDue(recovery: Recovery | undefined, { gate, counter }: CodeMessage, now: number): CallDue {
  if (!recovery) return { due: false, why: 'gone' }
  const { place } = expire(recovery, now)
  if (place.at !== 'gate' && place.at !== 'ways') return { due: false, why: 'over' }
  const state = callIn({ ...recovery, place }, gate)
  if (state?.counter !== counter) return { due: false, why: 'superseded' }
  if (state.over) return { due: false, why: 'over' }
  const until = limitOf(state, recovery.terms)
  if (now >= until) return { due: false, why: 'too-late' }
  const { person, entrance, counted, caseNumber, language, terms: { phoneCall: { keys, ringSeconds, restMinutes } } } = recovery
  return { due: true, person, entrance, counted, caseNumber, language, keysWanted: keys, ringSeconds, restMinutes, calledAt: state.calledAt, until, heard: state.heard, left: isLeft(place, gate) && (state.call === 'calling' || state.call === 'ringing') }
}

/** The newest call of that gate, also of somebody who has gone on to another way. */
export function callIn({ place, left }: Pick<Recovery, 'place' | 'left'>, gate: CodeMessage['gate']): CallState | undefined {
  const state = place.at === 'gate' && place.gate === gate ? place.state : left.find((one) => one.gate === gate)?.state
  return state && 'kind' in state && state.kind === 'call' ? state : undefined
}

const isLeft = (place: Recovery['place'], gate: CodeMessage['gate']) => place.at !== 'gate' || place.gate !== gate
