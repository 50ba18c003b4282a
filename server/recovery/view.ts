import type { Rule, Step, View, Way } from '@gatehouse/contract'
import type { Asked } from '../gates/asked.ts'
import type { Gates } from '../gates/list.ts'
import { gateFacts } from '../policy/gate-facts.ts'
import { proven, waysFrom } from '../policy/ways.ts'
import { choicesFor } from './choices.ts'
import { deliveryShown, type IsDelayed } from './delivery-shown.ts'
import { contextOf, endsAt, expire, idleAt } from './machine.ts'
import type { Account, Recovery } from './recovery.ts'

/** What the view of the present place needs from the directory; read only once the gates are passed (S-10). */
export type Facts =
  | { account: Account; rules: readonly Rule[] }
  /** The questions that are put to them. */
  | { asked: Asked }
  /** Whether the person's workstation would see by now what was done; undefined where nobody knows. */
  | { arrived: boolean | undefined }

/** Whether the view of this recovery needs facts from the directory. */
export const needsFacts = (recovery: Recovery, now: number): boolean => {
  const { at } = expire(recovery, now).place
  return at === 'choice' || at === 'new-password'
}

/**
 * What a recovery looks like from outside. Before the gates are passed it depends on the policy and the typed name alone, and on
 * whether the ways work at all.
 * @param facts undefined where `needsFacts` says so, or when the account has gone
 */
export function viewOf(stored: Recovery, facts: Facts | undefined, gates: Gates, now: number, isDelayed: IsDelayed = () => false): View {
  const recovery = expire(stored, now)
  return {
    caseNumber: recovery.caseNumber,
    stepToken: recovery.stepToken,
    mark: markOf(recovery),
    step: stepOf(recovery, facts, gates, now, isDelayed),
    gates: { passed: proven(recovery.passed, gates), needed: recovery.terms.workflow.needed },
    ways: waysOf(recovery, gates),
    idleIn: secondsBetween(now, Math.min(idleAt(recovery), endsAt(recovery))),
    endsIn: secondsBetween(now, endsAt(recovery)),
  }
}

/** What changes by itself while somebody looks at the view: how a call fares, and that the recovery has ended. */
export function markOf({ stepToken, place }: Recovery): string {
  if (place.at !== 'gate') return `${stepToken}.${place.at}`
  return 'heard' in place.state ? `${stepToken}.${place.gate}.${place.state.counter}.${place.state.heard}` : `${stepToken}.${place.gate}`
}

/** The ways that can be picked now: at a gate the others, where the order is free all of them. */
function waysOf({ place, passed, terms: { workflow } }: Recovery, gates: Gates): Way[] {
  if (place.at !== 'gate' && place.at !== 'ways') return []
  const present = place.at === 'gate' ? place.gate : undefined
  return waysFrom(workflow, passed, gates).filter((gate) => gate !== present).map((gate) => gateFacts[gate].way)
}

function stepOf(recovery: Recovery, facts: Facts | undefined, gates: Gates, now: number, isDelayed: IsDelayed): Step {
  const { place } = recovery
  switch (place.at) {
    case 'gate': {
      const step = gates[place.gate].show(place.state, contextOf(recovery, now), facts && 'asked' in facts ? facts.asked : undefined)
      return 'sentAt' in place.state && step.kind === 'code' ? { ...step, delivery: deliveryShown(step.way, place.state.sentAt, now, isDelayed) } : step
    }
    case 'ways': return { kind: 'ways' }
    case 'choice':
      if (!facts || !('account' in facts)) return gone
      return { kind: 'choice', locked: facts.account.locked, choices: choicesFor(facts.account, recovery.terms.workflow.choices), ...signInIn(facts.account, now), ...error(place.error) }
    case 'new-password':
      if (!facts || !('account' in facts)) return gone
      return { kind: 'new-password', account: facts.account.name, rules: [...facts.rules], ...error(place.error), ...(place.reason && { reason: place.reason }) }
    case 'working': return { kind: 'working', choice: place.choice }
    case 'done': return { kind: 'done', choice: place.choice, ...reached(facts) }
    case 'ended': return { kind: 'ended', reason: place.reason }
  }
}

/** The account has gone between the gate and now: only a person can tell why. */
const gone: Step = { kind: 'ended', reason: 'unclear' }

const signInIn = ({ hours }: Account, now: number) => (typeof hours === 'string' ? {} : { signInIn: secondsBetween(now, hours.from) })

function reached(facts: Facts | undefined): { reached?: 'here' | 'not-yet' } {
  if (!facts || !('arrived' in facts) || facts.arrived === undefined) return {}
  return { reached: facts.arrived ? 'here' : 'not-yet' }
}

const error = <E>(value: E | undefined) => (value === undefined ? {} : { error: value })

const secondsBetween = (from: number, to: number) => Math.max(0, Math.ceil((to - from) / 1000))
