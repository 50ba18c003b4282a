import type { Entrance } from '@gatehouse/contract'
import type { ProofCallState, ProofWay } from '@gatehouse/contract/registration'
import type { CountedAs } from '../throttle/counted-as.ts'
import type { RegistrationKind } from './ports.ts'

/** One person's time at the registration portal, from signing in to leaving. Times are milliseconds since 1970 by the server's clock. */
export type Visit = {
  readonly id: string
  /** What the person can read out to the helpdesk; it stands in every notice and entry of what they change. */
  readonly caseNumber: string
  /** objectGUID. */
  readonly person: string
  readonly account: string
  /** Where they signed in; what they ask later counts from there or from outside, never from further in. */
  readonly entrance: Entrance
  readonly language: string
  readonly counted: CountedAs
  readonly begunAt: number
  readonly lastSignAt: number
  /** When they proved themselves by something that was registered before; absent: not in this visit. */
  readonly provedAt?: number
  /** What was registered in this visit: it may be corrected in it. */
  readonly own: readonly Own[]
  /** Counts the codes of this visit; only the newest works, and none works for anything else. */
  readonly counter: number
  readonly place: VisitPlace
}

/** By its time it is told from what somebody else may have put into the same place meanwhile. */
export type Own = { readonly kind: RegistrationKind; readonly slot: string; readonly provedAt: number }

export type VisitPlace = { readonly at: 'overview' } | Proof | { readonly at: 'over' }

/** A code is awaited. */
export type Proof = {
  readonly at: 'proof'
  /** `new`: what it was sent to will be registered. `step-up`: it was before, or the company holds it. */
  readonly what: 'new' | 'step-up'
  readonly way: ProofWay
  readonly kind: 'number' | 'mail'
  readonly slot: string
  /** Where the code goes, sealed for this visit alone. */
  readonly to: { readonly key: string; readonly sealed: string }
  readonly sentAt: number
  /** Messages for this proof, this one too. */
  readonly messages: number
  /** For all codes of this proof together. */
  readonly triesLeft: number
  readonly error?: 'code-wrong' | 'code-expired'
  /** Of the newest call, where that is the way. */
  readonly call?: ProofCall
}

/** How a call fares. `over`: nothing more comes of it. `heard`: the number of the last that was heard of it: each counts once. */
export type ProofCall = { readonly state: ProofCallState; readonly over: boolean; readonly heard: number }

/** Minutes: a visit at most, and without a sign of life. */
const LONGEST = 15
const IDLE = 5

export const visitEndsAt = ({ begunAt }: Visit) => begunAt + LONGEST * 60_000
export const visitIdleAt = ({ lastSignAt }: Visit) => lastSignAt + IDLE * 60_000

/** What `about` says of it, in seconds. */
export const IDLE_SECONDS = IDLE * 60

/** Whether it has ended, by itself or by the person. */
export const isOver = (visit: Visit, now: number) => visit.place.at === 'over' || now >= Math.min(visitEndsAt(visit), visitIdleAt(visit))
