import type { Choice, Entrance, PasswordReason, Rule, Secret, Workstation } from '@gatehouse/contract'
import type { Belonging } from '../policy/fits.ts'
import type { Asked } from '../gates/asked.ts'
import type { Answer, JudgedOutside } from '../gates/gate.ts'
import type { GateName } from '../policy/gate-facts.ts'
import type { PasswordSection } from '../policy/sections/password.ts'
import type { AuditEntry } from './audit.ts'
import type { Account, Recovery, Working } from './recovery.ts'

/** The directory, as far as a recovery needs it. People are named by objectGUID: names change, and are given away again. */
export type Directory = {
  /** What the screens call it where that must be said; undefined for a real one. */
  readonly demo: string | undefined
  /**
   * @param typed `CORP\ada`, `ada@corp.example` or `ada`
   * @returns the person's objectGUID; undefined when there is nobody, or more than one, of that name
   * @throws DirectoryProblem
   */
  readonly find: (typed: string) => Promise<string | undefined>
  /**
   * One text for all spellings of a name, whether anybody has it or not: `CORP\ada`, `ada` and `ada@corp.example` are one. What
   * somebody unknown meets depends on it, and must not on the spelling (S-10). @throws DirectoryProblem
   */
  readonly plainName: (typed: string) => Promise<string>
  /**
   * Somebody whose name is the same but for what stands before or behind it: what is shown in place of a name that finds nobody is
   * what is shown to them, so that no two spellings tell that they exist (S-10).
   * @returns one of them, always the same; undefined when there is none. @throws DirectoryProblem
   */
  readonly namesake: (typed: string) => Promise<string | undefined>
  /** Where a person belongs at this moment; undefined when there is nobody. @throws DirectoryProblem */
  readonly belonging: (person: string) => Promise<Belonging | undefined>
  /** The person of this SID, as text; undefined where it is nobody's here. @throws DirectoryProblem */
  readonly ofSid: (sid: string) => Promise<string | undefined>
  /** The SID of a group by its distinguished name, account name or SID; undefined when there is none. @throws DirectoryProblem */
  readonly group: (name: string) => Promise<string | undefined>
  /** A unit's distinguished name as the directory spells it; undefined when there is none. @throws DirectoryProblem */
  readonly unit: (name: string) => Promise<string | undefined>
  /**
   * @param at the controller to be asked, as an account named it; absent: the one at which accounts are changed
   * @returns the account at this moment; null when it has gone
   * @throws DirectoryProblem
   */
  readonly account: (person: string, at?: string) => Promise<Account | null>
  /** Whether the server may unlock this person at all, for whoever looks for a reason; absent: always. @throws DirectoryProblem */
  readonly mayUnlock?: (person: string) => Promise<boolean>
  /** The rules for this person's new password, as the directory states them. @throws DirectoryProblem */
  readonly passwordRules: (person: string) => Promise<readonly Rule[]>
  /** The private address for codes; undefined when none is held. @throws DirectoryProblem */
  readonly privateMail: (person: string) => Promise<string | undefined>
  /** The mailbox that the account itself opens, for notices; undefined when it has none. @throws DirectoryProblem */
  readonly ownMail: (person: string) => Promise<string | undefined>
  /**
   * All addresses of that mailbox, aliases too: to none of them a code may go.
   * @returns as the directory writes them; an alias as `smtp:ada.l@corp.example`. @throws DirectoryProblem
   */
  readonly ownMailboxes: (person: string) => Promise<readonly string[]>
  /**
   * The mailbox of whom the directory names as the person's manager; undefined where it names none, one of another domain, or one
   * without a mailbox. Absent: nobody is ever named. @throws DirectoryProblem
   */
  readonly managerMail?: (person: string) => Promise<string | undefined>
  /** The mobile number for codes, as it is spelled there; undefined when none is held. @throws DirectoryProblem */
  readonly privateNumber: (person: string) => Promise<string | undefined>
  /**
   * Unlocks and reads back: resolves only when the directory says "not locked".
   * @param at the controller to be changed, which then says what became of it; absent: the one at which accounts are changed
   * @throws DirectoryProblem; `protected` as it is at this moment, whatever was read before
   */
  readonly unlock: (person: string, at?: string) => Promise<void>
  /** Sets the password and unlocks, in one change. @throws DirectoryProblem; `password-refused` when a rule speaks against it; `protected` as above */
  readonly setPassword: (person: string, password: Secret, at?: string) => Promise<void>
  /**
   * @param at the controller that was changed
   * @returns whether the person's workstation would see it by now, as far as the controller that it uses can be known and asked
   * @throws DirectoryProblem
   */
  readonly arrived: (person: string, choice: Choice, at: string, workstation: Workstation) => Promise<boolean | undefined>
  /**
   * What became of a change whose answer was lost, asked when it can no longer take effect. It changes nothing.
   * @returns undefined while nobody who answers knows
   * @throws DirectoryProblem
   */
  readonly became: (person: string, sent: Sent) => Promise<Became | undefined>
  /** Resolves when the directory answers. @throws DirectoryProblem */
  readonly check: () => Promise<void>
  readonly close: () => Promise<void>
}

/** A change as it was recorded before it was sent. */
export type Sent = Pick<Working, 'choice' | 'since' | 'passwordMark' | 'controller' | 'stamp'>

/** `gone`: nobody is there any more. `never-known`: so much has happened since that nobody will ever tell. */
export type Became = 'done' | 'not-done' | 'gone' | 'never-known'

/** Who knows the answers that a gate cannot judge by itself: those that people have registered, and codes that somebody else makes. */
export type Judges = {
  /** What is asked of this person: the same however often the view is read. Nothing where they have registered too little. */
  readonly asked: (recovery: Recovery) => Promise<Asked>
  /** Asked once the answer is paid for; it may take seconds. Never rejects for what others can answer. */
  readonly judge: (recovery: Recovery, gate: GateName, answer: Answer) => Promise<JudgedOutside>
}

/**
 * Whether what a recovery rests on counts no more: all that its person has registered is frozen, or was reset since it began (S-16).
 * Asked right before an account is changed. @throws StoreProblem
 */
export type IsStopped = (person: string, begunAt: number) => Promise<boolean>

/** Waits until somebody, at whichever server, has changed a recovery, or the time is over. */
export type Changes = {
  /** @param within milliseconds @param enough ends it sooner */
  readonly next: (recovery: string, within: number, enough: AbortSignal) => Promise<void>
}

/** Our own rules for a new password, beside the directory's. */
export type PasswordRules = {
  /** What of them the screen shows to this person. */
  readonly shown: (section: PasswordSection, account: Account) => readonly Rule[]
  /** @returns why it is refused; undefined: nothing of ours speaks against it */
  readonly judge: (password: Secret, section: PasswordSection, account: Account) => Promise<PasswordReason | undefined>
}

/**
 * What a directory can answer instead.
 * - `unreachable`: nothing was changed, the request never reached it
 * - `lost`: the connection broke after the request was sent; nobody knows yet whether it took effect
 * - `denied`: the service account lacks a right, or its own sign-in is refused
 * - `password-refused`: a rule speaks against this password
 * - `protected`: it is an account that must not be recovered here, or became one since it was last read (S-17); nothing was changed
 * - `not-confirmed`: the unlock was accepted, but reading back does not show it
 * - `gone`: the person's account is not there any more
 */
export type DirectoryProblemKind = 'unreachable' | 'lost' | 'denied' | 'password-refused' | 'protected' | 'not-confirmed' | 'gone'

export class DirectoryProblem extends Error {
  readonly kind: DirectoryProblemKind

  /** @param detail for the log: what the directory said, never a name or a value that a person typed */
  constructor(kind: DirectoryProblemKind, detail: string, options?: ErrorOptions) {
    super(`${kind}: ${detail}`, options)
    this.name = 'DirectoryProblem'
    this.kind = kind
  }
}

/** A message to be sent. It carries ids only: code and address are found out when it is sent. */
export type CodeMessage = { recovery: string; gate: GateName; counter: number }

/** Where a person hears afterwards of what was done: the private address, the account's own mailbox, the mobile number. */
export const noticeTargets = ['private-mail', 'own-mail', 'number'] as const
export type NoticeTarget = (typeof noticeTargets)[number]

/**
 * A notice of what becomes of a choice. It is queued with the intention, before the directory is touched, so that no crash can
 * lose it; whether there is something to tell is found out when it is sent. `since`: of that intention (`Working`). `late`: of what was
 * found out at that time, after the recovery's own; another one had told, or would have, that nobody knows.
 */
export type NoticeMessage = { recovery: string; notice: NoticeTarget; since: number; late?: number }

/**
 * What the helpdesk must hear of. `call-denied`: somebody was called who said that they had not asked for it. `registration-frozen`:
 * somebody said that a change of what they have registered was not theirs. It says no more than the case.
 */
export const alarms = ['call-denied', 'registration-frozen'] as const
export type AlarmMessage = { alarm: (typeof alarms)[number]; caseNumber: string }

export type Message = CodeMessage | NoticeMessage | AlarmMessage

/** A recovery as the store holds it. `beside`: what a newer server has put into it, for the store alone. */
export type Stored = { readonly recovery: Recovery; readonly version: number; readonly beside?: Readonly<Record<string, unknown>> }

/** The record of what happened (S-18). What tells of a saving goes into its transaction, as `entries` of `Recoveries`. */
export type Audit = {
  /** Records what no saving of a recovery goes with. Resolves once it is kept; rejects as the store does. */
  readonly record: (entries: readonly AuditEntry[]) => Promise<void>
}

/** Where recoveries live. A saving, its messages and what the audit says of it are one transaction: all of it or nothing. */
export type Recoveries = {
  /** @param tokenHash SHA-256 of the recovery's token, in hex: the token itself is with the client alone */
  readonly add: (recovery: Recovery, tokenHash: string, messages: readonly Message[], entries: readonly AuditEntry[]) => Promise<void>
  readonly byToken: (tokenHash: string) => Promise<Stored | undefined>
  readonly byId: (id: string) => Promise<Stored | undefined>
  /** @returns false when another was faster: nothing was saved, queued or recorded */
  readonly save: (from: Stored, to: Recovery, messages: readonly Message[], entries: readonly AuditEntry[]) => Promise<boolean>
}

/** The recoveries at which somebody must look (`overdue.ts`), at most so many. @param now milliseconds since 1970 */
export type Overdue = (now: number, most: number) => Promise<readonly Stored[]>

/** Where a request comes from, as the server itself found out: nothing of it is the client's own word. */
export type Source = {
  readonly entrance: Entrance
  /** IP address of whoever asks. */
  readonly address: string
  /** The enrolled machine, where a recovery begins at one. */
  readonly device?: ProvedDevice
}

/** A machine that has proved which one it is (S-06). */
export type ProvedDevice = {
  readonly id: string
  /** An administrator trusts it; else it is only known (S-07). */
  readonly approved: boolean
  /** Thumbprint of the key to which what begins now is bound for its whole life (S-13). */
  readonly jkt: string
}

/** The world outside of the pure part. */
export type Surroundings = {
  /** Milliseconds since 1970. */
  readonly now: () => number
  /** 256 random bits in base64url. */
  readonly token: () => string
  readonly id: () => string
  /** Eight characters to be read out on the telephone, such as `7K4P-29QX`. */
  readonly caseNumber: () => string
}
