import type { Secret } from '@gatehouse/contract'
import type { ProofWay, RegistrationView } from '@gatehouse/contract/registration'
import type { AuditEntry } from '../recovery/audit.ts'
import type { Visit } from './visit.ts'

/** A code of a visit that is to be sent, by ids alone: code and destination are found out when it is sent. */
export type VisitMessage = { readonly visit: string; readonly counter: number }

export type StoredVisit = { readonly visit: Visit; readonly version: number }

/** Where visits live, for all servers. A saving, its messages and what the audit says of it are one transaction. All throw StoreProblem. */
export type Visits = {
  /**
   * @param tokenHash SHA-256 of the token, in hex: the token itself is with the browser alone
   * @param before the same of the visit that the browser had until now: it is over from this moment, whoever else has its token
   */
  readonly add: (visit: Visit, tokenHash: string, entries: readonly AuditEntry[], before?: string) => Promise<void>
  readonly byToken: (tokenHash: string) => Promise<StoredVisit | undefined>
  readonly byId: (id: string) => Promise<StoredVisit | undefined>
  /** @returns false when another was faster: nothing was saved, queued or recorded */
  readonly save: (from: StoredVisit, to: Visit, messages: readonly VisitMessage[], entries: readonly AuditEntry[]) => Promise<boolean>
  /** Takes a code to send it. @returns false when somebody took it or a newer one before: then it must not be sent */
  readonly claim: (message: VisitMessage) => Promise<boolean>
  /** Gives one back that certainly was not handed to anybody. */
  readonly release: (message: VisitMessage) => Promise<void>
}

/** Numbers and addresses as people write them. */
export type ContactBook = {
  /** @param country ISO 3166-1, of numbers without one @returns it in E.164, or why it is none that can be registered for that way */
  readonly readNumber: (typed: Secret, country: string, by: 'sms' | 'call') => { readonly number: Secret } | { readonly refused: NonNullable<RegistrationView['refused']> }
  readonly readAddress: (typed: Secret) => { readonly address: Secret } | { readonly refused: NonNullable<RegistrationView['refused']> }
  /** What the directory holds, as far as it can be used: in E.164. */
  readonly heldNumber: (held: string) => Secret | undefined
  /** `+1 4255551234` of a number in E.164. */
  readonly writtenNumber: (number: Secret) => string
  /** What a number can take at all. */
  readonly takes: (number: Secret) => readonly ('sms' | 'call')[]
}

/** The company's questions, as far as registration needs them. */
export type AnswersPort = {
  /** Those that this person can pick from, in that language. */
  readonly offered: (person: string, language: string) => readonly { readonly id: string; readonly text: string }[]
  /** How many must be answered. */
  readonly needed: () => number
  /** @param names the person's: no answer may consist of them @returns what is kept of each, or why some cannot be taken */
  readonly take: (person: string, answers: readonly { readonly question: string; readonly answer: Secret }[], names: readonly string[]) =>
  Promise<{ readonly kept: readonly { readonly question: string; readonly value: Secret }[] } | { readonly refused: readonly NonNullable<RegistrationView['refusedAnswers']>[number][] }>
}

/** Which ways there are on which a code can go out. */
export type Carried = () => readonly ProofWay[]

/** Values that stand in a visit until they are proved. */
export type VisitSeal = {
  readonly seal: (visit: Pick<Visit, 'id' | 'person'>, value: Secret) => { readonly key: string; readonly sealed: string }
  /** @returns undefined where it cannot be opened */
  readonly open: (visit: Pick<Visit, 'id' | 'person'>, sealed: { readonly key: string; readonly sealed: string }) => Secret | undefined
}

/** Links of notices that were used: none works twice. */
export type UsedLinks = {
  readonly wasUsed: (name: string) => Promise<boolean>
  /** @param until milliseconds since 1970; from then on it works no more by itself */
  readonly use: (name: string, until: number) => Promise<void>
}
