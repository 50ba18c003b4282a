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

/**
 * How a provider says that it calls a message, where that can be a name: it is kept, looked for and put into an address.
 * @returns undefined for anything else, which is as good as none
 */
export const referenceIn = (said: string): string | undefined => (/^[\x20-\x7e]{1,100}$/u.test(said) ? said : undefined)
