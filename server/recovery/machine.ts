import type { Choice, Way } from '@gatehouse/contract'
import { busyUntil } from '../gates/call-state.ts'
import { atRest, type GateContext, type Judged } from '../gates/gate.ts'
import type { Gates } from '../gates/list.ts'
import { gateFacts, type GateName } from '../policy/gate-facts.ts'
import { isMet, waysFrom } from '../policy/ways.ts'
import { helps } from './choices.ts'
import type { Event, Outcome } from './event.ts'
import { isCompared } from './judged.ts'
import { INTENDED } from './limits.ts'
import type { Account, Effect, Place, Recovery, Working } from './recovery.ts'

export type Refusal = 'step-used' | 'not-possible-now'
/** An answer that was given at a gate, or keys that were heard of a call, and how they fared. */
export type JudgedAt = { readonly gate: GateName; readonly how: Judged }

export type Transition =
  | { ok: true; recovery: Recovery; effects: readonly Effect[]; judged?: JudgedAt }
  | { ok: false; refusal: Refusal }

type Move = Partial<Pick<Recovery, 'passed' | 'left' | 'intended'>> & { place: Place; effects?: readonly Effect[]; judged?: JudgedAt } | Refusal

/**
 * The whole life of a recovery: (state, event) → (state, effects). No clock, no randomness, no IO. That no choice is carried
 * out unless the policy's gates were passed in this recovery, in time, once, is true because `carry-out` stands in one
 * place, which only the choice and the new password reach, which only the last gate reaches.
 */
export function transition(recovery: Recovery, event: Event, gates: Gates): Transition {
  const current = expire(recovery, event.now)
  if ('stepToken' in event && event.stepToken !== current.stepToken) return { ok: false, refusal: 'step-used' }
  const move = next(current, event, gates)
  if (typeof move === 'string') return { ok: false, refusal: move }
  const { place, effects = [], judged, ...changed } = move
  const counted = judged && !isCompared(judged) ? { free: (current.free ?? 0) + 1 } : {}
  const isOfThePerson = event.type !== 'carried-out' && event.type !== 'call-heard'
  const lastSignAt = isOfThePerson ? event.now : current.lastSignAt
  const stepToken = leavesTheStep(event) ? current.stepToken : event.nextToken
  return { ok: true, recovery: { ...current, ...changed, ...counted, place, lastSignAt, stepToken }, effects, ...(judged && { judged }) }
}

/** After a sign of life what the person is typing must still be accepted, as while a call goes on; after a lost answer the right one may yet come. */
const leavesTheStep = (event: Event) => event.type === 'extended' || event.type === 'call-heard' || (event.type === 'carried-out' && event.outcome === 'lost')

/** The recovery as it is at this moment: one that nobody finished in time has ended. */
export function expire(recovery: Recovery, now: number): Recovery {
  const { place } = recovery
  const ended = (reason: 'expired' | 'unclear'): Recovery => ({ ...recovery, place: { at: 'ended', reason } })
  switch (place.at) {
    case 'gate': case 'ways': case 'choice': case 'new-password':
      return now < Math.min(endsAt(recovery), idleAt(recovery)) ? recovery : ended('expired')
    case 'working':
      // Not cut off while it may still be decided; then only a person can find out.
      return now < Math.max(endsAt(recovery), place.since + STILL_OPEN) ? recovery : ended('unclear')
    case 'done': case 'ended':
      return recovery
  }
}

/**
 * How long a change that was sent may still take effect, in milliseconds: a domain controller finishes what it has, whatever
 * became of our connection (a password filter may ask a service elsewhere). Before that nobody says "not done".
 */
export const STILL_OPEN = 60_000

export const endsAt = ({ begunAt, terms }: Recovery) => begunAt + terms.recovery.minutes * 60_000
/** Who waits for a call is not idle: that begins when the call is over. */
export function idleAt({ lastSignAt, terms, place }: Recovery): number {
  const since = place.at === 'gate' ? Math.max(lastSignAt, busyUntil(place.state, terms)) : lastSignAt
  return since + terms.recovery.idleSeconds * 1000
}

/** What a gate may know of its recovery. */
export const contextOf = ({ id, terms, person }: Omit<Recovery, 'place'>, now: number): GateContext => ({
  recovery: id, terms, real: person !== null, now,
})

/** The first step of a new recovery. */
export function firstGate(recovery: Omit<Recovery, 'place'>, gates: Gates, now: number): { recovery: Recovery; effects: readonly Effect[] } {
  const { place, effects = [] } = goOn(recovery, recovery.passed, gates, now)
  return { recovery: { ...recovery, place }, effects }
}

function next(recovery: Recovery, event: Event, gates: Gates): Move {
  const { place } = recovery
  switch (event.type) {
    case 'answered': return place.at === 'gate' ? judge(recovery, place, event, gates) : 'not-possible-now'
    case 'message-asked': return place.at === 'gate' ? sendAgain(recovery, place, event.now, gates) : 'not-possible-now'
    case 'way-picked': return pickWay(recovery, event.way, gates, event.now)
    case 'chosen': return place.at === 'choice' ? choose(recovery, event.choice, event.account, event.now) : 'not-possible-now'
    case 'password-given': return place.at === 'new-password' ? give(recovery, event) : 'not-possible-now'
    case 'reconsidered': return place.at === 'new-password' ? { place: { at: 'choice' } } : 'not-possible-now'
    case 'call-heard': return hear(recovery, event, gates)
    case 'carried-out': return place.at === 'working' ? settle(place, event.outcome) : 'not-possible-now'
    case 'extended': return { place }
    case 'cancelled': return cancel(place)
  }
}

function judge(recovery: Recovery, place: Extract<Place, { at: 'gate' }>, event: Extract<Event, { type: 'answered' }>, gates: Gates): Move {
  const { gate } = place
  const result = gates[gate].judge(place.state, event, contextOf(recovery, event.now))
  switch (result.verdict) {
    case 'again': return { place: { at: 'gate', gate, state: result.state }, judged: { gate, how: result.how } }
    case 'spent': return { place: { at: 'ended', reason: result.how === 'early' ? 'too-early' : 'too-many-tries' }, judged: { gate, how: result.how } }
    case 'passed': return { ...goOn(recovery, [...recovery.passed, gate], gates, event.now), judged: { gate, how: 'right' } }
  }
}

/** What is heard of a call. Somebody who did not ask for it ends the recovery, also after another way was taken. */
function hear(recovery: Recovery, { gate, heard, now }: Extract<Event, { type: 'call-heard' }>, gates: Gates): Move {
  const { place, left } = recovery
  if (place.at !== 'gate' && place.at !== 'ways' && place.at !== 'choice' && place.at !== 'new-password') return 'not-possible-now'
  const present = place.at === 'gate' && place.gate === gate ? place.state : undefined
  const state = present ?? left.find((one) => one.gate === gate)?.state
  const result = state && gates[gate].hear?.(state, heard, contextOf(recovery, now))
  if (!result) return 'not-possible-now'
  switch (result.heard) {
    case 'denied': return { place: { at: 'ended', reason: 'not-asked-for' }, effects: result.effects }
    case 'spent': return { place: { at: 'ended', reason: 'too-many-tries' }, judged: { gate, how: 'wrong' } }
    case 'on': {
      const judged = result.how && { judged: { gate, how: result.how } }
      if (present) return { place: { at: 'gate', gate, state: result.state }, ...judged }
      return { place, left: left.map((one) => (one.gate === gate ? { gate, state: atRest(result.state) } : one)), ...judged }
    }
  }
}

/** After the beginning and after every passed gate: the choice, the ways where there are several to pick from, or the next gate. */
function goOn(recovery: Omit<Recovery, 'place'>, passed: Recovery['passed'], gates: Gates, now: number): Exclude<Move, Refusal> {
  const { workflow } = recovery.terms
  if (isMet(workflow, passed, gates)) return { place: { at: 'choice' }, passed }
  const ways = waysFrom(workflow, passed, gates)
  const [first] = ways
  if (!first) throw new Error('a policy is loaded only when its workflows can be passed')
  if (workflow.order === 'free' && ways.length > 1) return { place: { at: 'ways' }, passed }
  return { ...enter(recovery, first, gates, now), passed }
}

/** Another way than the present one, where the policy leaves one. */
function pickWay(recovery: Recovery, way: Way, gates: Gates, now: number): Move {
  const { place, passed, terms, left } = recovery
  if (place.at !== 'gate' && place.at !== 'ways') return 'not-possible-now'
  const gate = waysFrom(terms.workflow, passed, gates).find((name) => gateFacts[name].way === way)
  if (!gate || (place.at === 'gate' && place.gate === gate)) return 'not-possible-now'
  const leaving = place.at === 'gate' ? [{ gate: place.gate, state: atRest(place.state) }] : []
  return enter({ ...recovery, left: [...left, ...leaving] }, gate, gates, now)
}

/** A gate is begun once in a recovery: who comes back to it finds what was left of its tries and messages. */
function enter(recovery: Omit<Recovery, 'place'>, gate: GateName, gates: Gates, now: number) {
  const left = recovery.left.filter((one) => one.gate !== gate)
  const before = recovery.left.find((one) => one.gate === gate)
  const { state, effects } = before ? { state: before.state, effects: [] } : gates[gate].begin(contextOf(recovery, now))
  return { place: { at: 'gate', gate, state } as const, left, effects }
}

function sendAgain(recovery: Recovery, { gate, state }: Extract<Place, { at: 'gate' }>, now: number, gates: Gates): Move {
  const again = gates[gate].again(state, contextOf(recovery, now))
  return again ? { place: { at: 'gate', gate, state: again.state }, effects: again.effects } : 'not-possible-now'
}

function choose(recovery: Recovery, choice: Choice, account: Account | null, now: number): Move {
  if (account && !helps(choice, account, recovery.terms.workflow.choices)) return 'not-possible-now'
  return choice === 'unlock' || !account ? begin(recovery, choice, account, now) : { place: { at: 'new-password' } }
}

function give(recovery: Recovery, { account, refused, now }: Extract<Event, { type: 'password-given' }>): Move {
  if (refused && account && helps('set-password', account, recovery.terms.workflow.choices)) return { place: { at: 'new-password', error: 'password-refused', reason: refused } }
  return begin(recovery, 'set-password', account, now)
}

/** The one place where a choice begins to be carried out. */
function begin({ terms: { workflow }, intended = 0 }: Recovery, choice: Choice, account: Account | null, now: number): Move {
  if (!account) return { place: { at: 'ended', reason: 'unclear' } }
  if (!helps(choice, account, workflow.choices)) return { place: { at: 'choice' } }
  if (intended >= INTENDED) return { place: { at: 'ended', reason: 'too-many-changes' } }
  const working: Working = { at: 'working', choice, since: now, passwordMark: account.passwordMark, ...at(account), ...(account.stamps && { stamp: account.stamps[choice] }), lost: false }
  return { place: working, intended: intended + 1, effects: [{ type: 'carry-out', choice }] }
}

function settle(place: Working, outcome: Outcome): Move {
  const { choice } = place
  switch (outcome) {
    case 'done': return { place: { at: 'done', choice, since: place.since, ...at(place) } }
    case 'password-refused': return { place: { at: 'new-password', error: 'password-refused', reason: 'directory' } }
    case 'not-done': return { place: { at: choice === 'unlock' ? 'choice' : 'new-password', error: 'not-carried-out' } }
    // Where the choice says why none helps.
    case 'protected': return { place: { at: 'choice' } }
    case 'stopped': return { place: { at: 'ended', reason: 'stopped' } }
    case 'lost': return { place: { ...place, lost: true } }
    case 'gone': return { place: { at: 'ended', reason: 'unclear' } }
  }
}

/** Which controller, where that was said. */
const at = ({ controller }: { controller?: string }) => (controller === undefined ? {} : { controller })

function cancel(place: Place): Move {
  if (place.at === 'working') return 'not-possible-now'
  return place.at === 'done' || place.at === 'ended' ? { place } : { place: { at: 'ended', reason: 'cancelled' } }
}
