import type { Fate, Sms } from '../ports.ts'

/** Somebody who takes short messages for others. */
export type SmsProvider = {
  /** What logs and the state of the server call it. */
  readonly name: string
  /** Never rejects: whatever happens is a fate. */
  readonly send: (sms: Sms) => Promise<Fate>
  /** Resolves when it could take a message now. Sends nothing. @throws Error that says why not */
  readonly check: () => Promise<void>
  readonly close: () => Promise<void>
}
