import type { Choice, Entrance, PasswordReason, Workstation } from '@gatehouse/contract'
import type { GateEffect, GateState } from '../gates/gate.ts'
import type { GateName } from '../policy/gate-facts.ts'
import type { Terms } from '../policy/terms.ts'
import type { CountedAs } from '../throttle/counted-as.ts'

/** One person's attempt to get back in, as it is stored. Times are milliseconds since 1970 by the server's clock. */
export type Recovery = {
  readonly id: string
  /** What the person can read out to the helpdesk. */
  readonly caseNumber: string
  readonly entrance: Entrance
  readonly language: string
  /** What the person's machine said of itself; absent where it said nothing. */
  readonly workstation?: Workstation
  /** objectGUID; null for an account that does not exist, whose recovery looks like any other and never passes a gate (S-10). */
  readonly person: string | null
  /** Whose it was until it was stopped before they had shown who they are: since then it is nobody's (`stopped.ts`). */
  readonly stoppedOf?: string
  /** What of the policy it began with; a new one does not change the rules under the person's feet. */
  readonly terms: Terms
  /** Whose budgets its failures and messages are taken from (S-11). */
  readonly counted: CountedAs
  readonly begunAt: number
  readonly lastSignAt: number
  /** In the order in which they were passed. */
  readonly passed: readonly GateName[]
  /** Gates that were begun and left for another: who comes back finds the tries and messages that were left there. */
  readonly left: readonly LeftGate[]
  /** How many answers cost no try, and how many changes were begun; absent: none. Nobody has as many as they like (`limits.ts`). */
  readonly free?: number
  readonly intended?: number
  /** Works once, for the present step only (S-13). */
  readonly stepToken: string
  readonly place: Place
}

export type LeftGate = { readonly gate: GateName; readonly state: GateState }

/** Where a recovery is. */
export type Place =
  | { at: 'gate'; gate: GateName; state: GateState }
  /** The order is free: the person picks the way that comes next. */
  | { at: 'ways' }
  | { at: 'choice'; error?: 'not-carried-out' }
  | { at: 'new-password'; error?: 'password-refused' | 'not-carried-out'; reason?: PasswordReason }
  | Working
  /**
   * `since`: of the intention that led to it; absent where an older server wrote it. `controller`: where it was carried out.
   * `foundOutAt`: after the recovery's own time, so that the person may have been told "unclear".
   */
  | { at: 'done'; choice: Choice; since?: number; controller?: string; foundOutAt?: number }
  /** `notDone`: found out afterwards of an intention whose end was unclear. */
  | { at: 'ended'; reason: 'cancelled' | 'expired' | 'too-many-tries' | 'unclear' | 'not-asked-for' | 'too-early' | 'too-many-changes' | 'stopped'; notDone?: { choice: Choice; since: number } }

/** The intention, recorded before the directory is touched: after a crash it decides what became of it (S-14). */
export type Working = {
  at: 'working'
  choice: Choice
  since: number
  /** The directory's mark of the password's last change, from before; whether it differs tells whether a set arrived. */
  passwordMark: string
  /** Where that was read, and where it is carried out: no other knows what became of it. Absent where there is only one. */
  controller?: string
  /** By which others that have heard of it from there can tell what became of it. Absent where the directory gave none. */
  stamp?: string
  /** The answer of the directory was lost: find out at the next reading instead of waiting for it. */
  lost: boolean
  /** When somebody looks next what became of it, if nobody has found out by then. */
  lookAgainAt?: number
  /** The recovery's time was over before anybody could find out, and the record says so. */
  unclear?: true
}

/** An account as the directory sees it at this moment. */
export type Account = {
  /** As the directory spells it. */
  readonly name: string
  /** What the person is called: given name, surname, what is displayed, and the account's own name. No password may have them in it. */
  readonly names: readonly string[]
  readonly locked: boolean
  readonly disabled: boolean
  readonly accountExpired: boolean
  /** Also true when it must be changed at the next sign-in: an unlock helps neither. */
  readonly passwordExpired: boolean
  /** It has not grown too old: somebody wants it changed at the next sign-in. */
  readonly mustChange: boolean
  /** "User cannot change password": the company sets it, and nobody else chooses one. */
  readonly mayNotChange: boolean
  /** No password lets anybody in: a smart card does. */
  readonly smartCardRequired: boolean
  /** When the person may sign in: now, at no hour of the week, or next from then on. */
  readonly hours: 'now' | 'never' | { readonly from: number }
  /** Administrators and whom the company names beside them: not to be recovered here (S-17). */
  readonly protected: boolean
  /** Changes whenever the password is set (Active Directory: pwdLastSet). Opaque. */
  readonly passwordMark: string
  /** What the directory recognises a later change by, for each choice. Opaque; absent where it gives none. */
  readonly stamps?: Readonly<Record<Choice, string>>
  /** Which controller says so; absent where there is only one. Opaque. */
  readonly controller?: string
}

/** What is to be done once the new state is saved. */
export type Effect = GateEffect | { type: 'carry-out'; choice: Choice }
