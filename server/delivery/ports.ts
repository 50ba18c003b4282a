import type { Secret } from '@gatehouse/contract'
import type { CodeMessage } from '../recovery/ports.ts'

/** What became of each message, kept across servers and crashes (S-14). */
export type Messages = {
  /** Takes a message to send it. @returns false when somebody took it before: then it must not be sent */
  readonly claim: (message: CodeMessage) => Promise<boolean>
  /** Gives one back that certainly was not handed to anybody. */
  readonly release: (message: CodeMessage) => Promise<void>
  readonly settle: (message: CodeMessage, state: 'sent' | 'failed') => Promise<void>
}

export type Mail = {
  /** The same for the same message, however often it is written: a mail server or a reader may recognise it. */
  readonly id: string
  readonly to: string
  readonly subject: string
  readonly text: Secret
}

/**
 * What became of a mail. `why` is for the log: it names neither the person nor anything that was written.
 * - `not-now`: certainly not handed over; it may be tried again
 * - `refused`: certainly not taken, and it would not be the next time
 * - `unknown`: handed over, and no answer came
 */
export type Fate = { fate: 'sent' } | { fate: 'not-now' | 'refused' | 'unknown'; why: string }

/** Sends one mail once. Never rejects: whatever happens is a fate. */
export type Send = (mail: Mail) => Promise<Fate>

/** Writes the mail's subject and text. @param language BCP 47; English where we have no other @param seconds how long the code works */
export type Write = (language: string, code: Secret, seconds: number) => Pick<Mail, 'subject' | 'text'>

/** Whatever logs: pino and Fastify's logger fit. */
export type Log = Readonly<Record<'info' | 'warn' | 'error', (fields: object, text: string) => void>>
