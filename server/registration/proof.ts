import type { CodeNumbers } from '../policy/sections/code-numbers.ts'
import type { Proof, ProofCall, Visit } from './visit.ts'

/** The numbers of a code, as the policy in force has them for that way. `callSeconds`: how long a call can take. */
export type ProofNumbers = CodeNumbers & { readonly callSeconds?: number }

const calling: ProofCall = { state: 'calling', over: false, heard: 0 }

/** Begins to await a code, in place of one that was awaited before: its code is of no use from then on. */
export function begin(visit: Visit, proof: Pick<Proof, 'what' | 'way' | 'kind' | 'slot' | 'to'>, numbers: ProofNumbers, now: number): Visit {
  return {
    ...visit, counter: visit.counter + 1, lastSignAt: now,
    place: { at: 'proof', ...proof, sentAt: now, messages: 1, triesLeft: numbers.tries, ...(proof.way === 'call' && { call: calling }) },
  }
}

/** Another code; undefined: not (yet) possible. */
export function again(visit: Visit, proof: Proof, numbers: ProofNumbers, now: number): Visit | undefined {
  const wait = secondsUntilAgain(proof, numbers, now)
  if (wait === undefined || wait > 0) return undefined
  return { ...visit, counter: visit.counter + 1, lastSignAt: now, place: { ...quiet(proof), sentAt: now, messages: proof.messages + 1, ...(proof.call && { call: calling }) } }
}

export type Judged =
  | { readonly verdict: 'right'; readonly visit: Visit }
  /** `ended`: the tries are spent; the proof is gone, and with it what was offered. */
  | { readonly verdict: 'wrong' | 'expired' | 'ended'; readonly visit: Visit }

/**
 * Judges a code. Whichever way it goes the visit is another one afterwards: of two codes at once one is judged by what the other left.
 * A code that is too old is not compared at all, so that it costs no try and tells nothing.
 * @param right whether it is the newest code of this visit
 */
export function judge(visit: Visit, proof: Proof, right: boolean, numbers: ProofNumbers, now: number): Judged {
  const at = { ...visit, lastSignAt: now }
  if (secondsOfCode(proof, numbers, now) <= 0) return { verdict: 'expired', visit: { ...at, place: { ...proof, error: 'code-expired' } } }
  if (right) {
    return { verdict: 'right', visit: { ...at, ...(proof.what === 'step-up' && { provedAt: now }), place: { at: 'overview' } } }
  }
  if (proof.triesLeft <= 1) return { verdict: 'ended', visit: { ...at, place: { at: 'overview' } } }
  return { verdict: 'wrong', visit: { ...at, place: { ...proof, triesLeft: proof.triesLeft - 1, error: 'code-wrong' } } }
}

/** What was wrong last is said once. */
const quiet = ({ at, what, way, kind, slot, to, sentAt, messages, triesLeft }: Proof): Proof => ({ at, what, way, kind, slot, to, sentAt, messages, triesLeft })

/** How long the newest code can still be entered. */
export const secondsOfCode = ({ sentAt }: Proof, { minutes }: ProofNumbers, now: number) => seconds(sentAt + minutes * 60_000 - now)

/** Until another code or call may be asked for; undefined: never again for this proof. Nobody is called while the telephone still rings. */
export function secondsUntilAgain(proof: Proof, numbers: ProofNumbers, now: number): number | undefined {
  const { sentAt, messages, triesLeft, call } = proof
  const isDone = call?.state === 'denied' || call?.state === 'confirmed' && secondsOfCode(proof, numbers, now) > 0
  if (messages >= numbers.messages || triesLeft <= 0 || isDone) return undefined
  const pause = sentAt + numbers.secondsBetweenMessages * 1000
  return seconds((isCallOver(proof, numbers, now) ? pause : Math.max(pause, callLimit(proof, numbers))) - now)
}

/** Whether nothing more comes of the newest call, where there is one. */
export const isCallOver = (proof: Proof, numbers: ProofNumbers, now: number) => !proof.call || proof.call.over || now >= callLimit(proof, numbers)

/** Until when a call may last; after that nobody knows what became of it. Milliseconds since 1970. */
const callLimit = ({ sentAt }: Proof, { callSeconds = 0 }: ProofNumbers) => sentAt + callSeconds * 1000

const seconds = (milliseconds: number) => Math.max(0, Math.ceil(milliseconds / 1000))
