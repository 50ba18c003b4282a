import type { Choice, Entrance } from '@gatehouse/contract'
import type { GateName } from '../policy/gate-facts.ts'
import type { Origin, RegistrationKind } from '../registration/ports.ts'
import type { Event, Outcome } from './event.ts'
import { isCompared } from './judged.ts'
import { FREE_RECORDED } from './limits.ts'
import { expire, type JudgedAt } from './machine.ts'
import type { Effect, Recovery } from './recovery.ts'
import type { WhyStopped } from './stopped.ts'

/**
 * What can be told, each kind with its own fields: plain words and whole numbers, never a secret, an address, or a name that
 * somebody typed. A new kind is a line here; nothing else needs to know it.
 */
type Kinds = {
  'server-started': { version: string }
  /** Once a day: a server that is silent for longer has ended without a word. */
  'server-running': object
  'server-stopped': object
  /** `fingerprint`: SHA-256 of the policy file's text, in hex. */
  'policy-loaded': { fingerprint: string }
  'policy-refused': { mistakes: number }
  /** The company's words or breached passwords, which the policy names. `fingerprint`: SHA-256 in hex, where all of it was read. */
  'list-loaded': { list: 'words' | 'breached'; bytes: number; fingerprint?: string }
  'list-refused': { list: 'words' | 'breached' }
  /** `known`: whether there is an account of that name. `device`: the enrolled machine at which it began. */
  'begun': { entrance: Entrance; known: boolean; device?: string }
  'message-queued': { gate: GateName; counter: number }
  'message-sent': { gate: GateName; counter: number }
  /** `why`: a word of ours, such as `refused`, `unknown` or `no-address`. */
  'message-failed': { gate: GateName; counter: number; why: string }
  /** What the provider told later. `state`: a word of ours, such as `delivered` or `undeliverable`. */
  'message-ended': { gate: GateName; counter: number; provider: string; state: string }
  'gate-passed': { gate: GateName }
  /** `last`: it cost no try, and no more of those are recorded in this recovery (`limits.ts`). */
  'gate-failed': { gate: GateName; why: 'wrong' | 'expired' | 'early' | 'unanswered'; last?: true }
  /** The keys of a call were right: the gate is passed with Next. */
  'call-confirmed': { gate: GateName; counter: number }
  /** How a call ended that nobody confirmed. `how`: a word of the contract (`callStates`). */
  'call-ended': { gate: GateName; counter: number; how: string }
  /** Somebody was called who said that they had not asked for it. */
  'call-denied': { gate: GateName; counter: number }
  /** A budget of tries or messages is spent. `seconds`: until there is one again. */
  'wait': { budget: string; seconds: number }
  /** Recorded before the directory is touched. */
  'choice-intended': { choice: Choice }
  'outcome': { choice: Choice; outcome: Outcome }
  'ended': { reason: string }
  /** Nothing that its person had registered counts any more: it has ended, or, where they had not shown who they are, goes on as nobody's and passes nothing. */
  'recovery-stopped': { why: WhyStopped }
  'notice-sent': { way: string }
  'notice-failed': { way: string; why: string }
  /** The helpdesk was told of the case, or was not. */
  'alarm-sent': { alarm: string }
  'alarm-failed': { alarm: string; why: string }
  /** Older entries were removed because their time was over: see `../audit/README.md`. `findings`: how many, where the record was not whole. */
  'audit-cut': { before: string; chains: readonly { chain: string; seq: number; mac: string }[]; findings?: number }
  /** Something was registered. `replaced`: in the place of another. */
  'registered': { what: RegistrationKind; origin: Origin; replaced: boolean }
  'unregistered': { what: RegistrationKind }
  /** The person says that it is still theirs. */
  'registration-confirmed': { what: RegistrationKind }
  /** "This was not me": nothing of the person's counts any more. */
  'registrations-frozen': object
  /** An administrator deleted all that the person had. `frozen`: they were. */
  'registrations-reset': { frozen: boolean }
  /** Somebody signed in to the registration portal. */
  'registration-begun': { entrance: Entrance; by: 'negotiate' | 'password' }
  /** Nobody did. `why`: a word of ours; who it would have been is not known. */
  'registration-refused': { by: 'negotiate' | 'password'; why: string }
  /** By something that was registered before. */
  'registration-proved': { way: string }
  /** `denied`: whoever was called pressed 9, "I did not ask for this". */
  'registration-code-failed': { way: string; why: 'wrong' | 'expired' | 'denied' }
  'registration-message-queued': { way: string; counter: number }
  'registration-message-sent': { way: string; counter: number }
  'registration-message-failed': { way: string; counter: number; why: string }
  /** `to`: a word of ours, such as `manager` or `former-mail`. */
  'registration-notice-sent': { told: string; to: string }
  'registration-notice-failed': { told: string; to: string; why: string }
  /** The account has gone from the directory for long enough: what the person had was deleted. */
  'registrations-forgotten': object
  /** An administrator's file, once it is through. `kept`: what people registered themselves. */
  'registrations-imported': { added: number; replaced: number; unchanged: number; kept: number; refused: number }
  /** An administrator made a code with which machines of a group are enrolled. `code`: what it is called, which is not the code. */
  'device-code-made': { code: string; group: string; most: number; expires: string }
  'device-code-ended': { code: string }
  'device-enrolled': { device: string; code: string; group: string }
  /** `why`: a word of ours. */
  'device-enrolment-refused': { why: string }
  'device-approved': { device: string }
  'device-revoked': { device: string }
  /** A ticket came whose number another key had: somebody has a copy of this device's key. It counts no more. */
  'device-copied': { device: string; seq: number }
  /** A ticket came after a newer one, and was refused. */
  'device-behind': { device: string; seq: number }
  /** A machine asked whether somebody who had signed in at it has to register; nobody is named where the SID is nobody's. */
  'reminder-answered': { device: string; remind: boolean }
  /** Somebody was given all that is held about them. */
  'person-exported': object
  'person-erased': object
}
export type AuditKind = keyof Kinds

/** Whom and what an entry is about, as far as there is somebody. */
type About = {
  /** objectGUID; the record names the person by a pseudonym instead. */
  person?: string
  recovery?: string
  caseNumber?: string
}

/** One thing that happened, to be recorded for good (S-18). */
export type AuditEntry = { [K in AuditKind]: About & { kind: K } & Kinds[K] }[AuditKind]

/** What is told of a new recovery. The entries that follow name it by its id; the person stands here alone. */
export function entriesOfBegin(recovery: Recovery, effects: readonly Effect[], device?: string): AuditEntry[] {
  const { entrance, person } = recovery
  return [
    { kind: 'begun', entrance, known: person !== null, ...(device !== undefined && { device }), ...(person !== null && { person }), ...aboutOf(recovery) },
    ...queued(recovery, effects),
  ]
}

/** What is told of an event that a recovery has met. @param judged the answer that was judged by it */
export function entriesOf(before: Recovery, event: Event, after: Recovery, effects: readonly Effect[], judged?: JudgedAt): AuditEntry[] {
  const about = aboutOf(after)
  const then = expire(before, event.now).place
  const entries: AuditEntry[] = []
  if (event.type === 'call-heard') entries.push(...ofCall(event, judged).map((entry) => ({ ...entry, ...about })))
  else if (judged?.how === 'right') entries.push({ kind: 'gate-passed', gate: judged.gate, ...about })
  else if (judged && isRecorded(judged, after)) {
    entries.push({ kind: 'gate-failed', gate: judged.gate, why: judged.how, ...(!isCompared(judged) && after.free === FREE_RECORDED && { last: true }), ...about })
  }
  // Who looks again and still finds nothing has nothing to tell.
  const isNews = event.type === 'carried-out' && then.at === 'working' && !(then.lost && event.outcome === 'lost')
  if (isNews) entries.push({ kind: 'outcome', choice: then.choice, outcome: event.outcome, ...about })
  for (const effect of effects) {
    if (effect.type === 'carry-out') entries.push({ kind: 'choice-intended', choice: effect.choice, ...about })
    if (effect.type === 'call-denied') entries.push({ kind: 'call-denied', gate: effect.gate, counter: effect.counter, ...about })
  }
  if (after.place.at === 'ended' && before.place.at !== 'ended') entries.push({ kind: 'ended', reason: after.place.reason, ...about })
  return [...entries, ...queued(after, effects)]
}

const isRecorded = (judged: JudgedAt, { free = 0 }: Recovery) => isCompared(judged) || free <= FREE_RECORDED

function ofCall({ gate, heard }: Extract<Event, { type: 'call-heard' }>, judged: JudgedAt | undefined): AuditEntry[] {
  const { counter, what } = heard
  if (what === 'ringing' || what === 'answered') return []
  if (what !== 'keys') return [{ kind: 'call-ended', gate, counter, how: what }]
  if (!judged) return []
  return judged.how === 'right' ? [{ kind: 'call-confirmed', gate, counter }] : [{ kind: 'gate-failed', gate, why: 'wrong' }]
}

const queued = (recovery: Recovery, effects: readonly Effect[]) => effects.flatMap((effect): AuditEntry[] =>
  effect.type === 'send-code' ? [{ kind: 'message-queued', gate: effect.gate, counter: effect.counter, ...aboutOf(recovery) }] : [])

const aboutOf = ({ id, caseNumber }: Recovery) => ({ recovery: id, caseNumber })
