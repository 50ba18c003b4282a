import type { Entrance, Secret } from '@gatehouse/contract'
import type { CodeMessage } from '../recovery/ports.ts'

/** What became of each message, kept across servers and crashes (S-14). */
export type Messages = {
  /** Takes a message to send it. @returns false when somebody took it before: then it must not be sent */
  readonly claim: (message: CodeMessage) => Promise<boolean>
  /** Gives one back that certainly was not handed to anybody. */
  readonly release: (message: CodeMessage) => Promise<void>
  readonly settle: (message: CodeMessage, state: 'sent' | 'failed', by?: { provider?: string; reference?: string }) => Promise<void>
  /** @param references the names that the provider may have given it @returns undefined when there is none, or it is not yet settled */
  readonly takenBy: (provider: string, references: readonly string[]) => Promise<CodeMessage | undefined>
  /** @returns how that provider calls a message, where it took it; and whether somebody may just be handing it over */
  readonly referenceOf: (message: CodeMessage, provider: string) => Promise<{ reference: string | undefined; underWay: boolean }>
  /** @returns how that provider calls what it took before at the same gate of the same recovery, and how many seconds ago it first did */
  readonly earlier: (message: CodeMessage, provider: string) => Promise<{ reference: string; age: number } | undefined>
}

/** Where a person has heard of an outcome, by names made of ids, kept across servers and crashes: those who have are not told again when others must be. */
export type NoticesTold = {
  readonly of: (recovery: string) => Promise<ReadonlySet<string>>
  readonly add: (recovery: string, name: string) => Promise<void>
}

export type Mail = {
  /** The same for the same message, however often it is written: a mail server or a reader may recognise it. */
  readonly id: string
  readonly to: string
  readonly subject: string
  readonly text: Secret
}

export type Sms = {
  readonly id: string
  /** E.164, such as `+491713920011`. */
  readonly to: Secret
  readonly text: Secret
  /** For how long it is of use; whoever delivers it may give up after that. Absent: always. */
  readonly seconds?: number
}

/**
 * What became of a message. `why` is for the log: it names neither the person nor anything that was written.
 * - `not-now`: certainly not handed over; it may be tried again
 * - `refused`: certainly not taken, and it would not be the next time
 * - `unknown`: handed over, and no answer came
 */
export type Fate = { fate: 'sent'; provider?: string; /** How the provider names it, where it tells later how it ended. */ reference?: string } | { fate: 'not-now' | 'refused' | 'unknown'; why: string }

/** Sends one message once. Never rejects: whatever happens is a fate. */
export type Send<M> = (message: M) => Promise<Fate>

/** A code with what its message says. */
export type Code = {
  /** Of the message: see `Mail.id`. */
  readonly id: string
  readonly code: Secret
  /** BCP 47; English where we have no other. */
  readonly language: string
  /** How long the code works. */
  readonly seconds: number
}

/** Where somebody's codes go, or why none can go there, in words for the log that hold nothing of it. */
export type Destination = { to: Secret } | { missing: string }

/** One way on which codes reach people. */
export type Carrier = {
  /** Read when it is needed and kept nowhere. @param person objectGUID @param entrance where they are: what is new does not count everywhere. @throws DirectoryProblem, StoreProblem */
  readonly destinationOf: (person: string, entrance: Entrance) => Promise<Destination>
  /** Never rejects. */
  readonly carry: (to: Secret, code: Code, message: CodeMessage) => Promise<Fate>
}

/** Whatever logs: pino and Fastify's logger fit. */
export type Log = Readonly<Record<'info' | 'warn' | 'error', (fields: object, text: string) => void>>
