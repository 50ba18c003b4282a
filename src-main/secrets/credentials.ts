/**
 * keytar's interface to the machine's credential store, but for one thing: a value is bytes. Bytes can be overwritten after use; a text of
 * JavaScript stays in memory until it is collected, and after.
 */
export type Credentials = {
  /** @returns undefined where there is none */
  getPassword: (service: string, account: string) => Promise<Uint8Array<ArrayBuffer> | undefined>
  setPassword: (service: string, account: string, value: Uint8Array) => Promise<void>
  /** @returns whether there was one */
  deletePassword: (service: string, account: string) => Promise<boolean>
}

/**
 * Why the store gives and takes nothing. `locked`, `empty`: it would ask a person for a password. `absent`: there is none. `hangs`: it did
 * not answer in time. `broken`: it answered with an error.
 */
export type StoreTrouble = 'locked' | 'empty' | 'absent' | 'hangs' | 'broken'

/** Thrown by every verb; the words of the store itself are left out, for nobody knows what they quote. */
export class StoreFailed extends Error {
  readonly why: StoreTrouble
  constructor(why: StoreTrouble) {
    super(`the credential store: ${why}`)
    this.why = why
  }
}

/** Without the machine's store: gone with the program. */
export function credentialsInMemory(): Credentials {
  const held = new Map<string, Uint8Array>()
  const at = (service: string, account: string) => JSON.stringify([service, account])
  return {
    getPassword: (service, account) => {
      const value = held.get(at(service, account))
      return Promise.resolve(value && Uint8Array.from(value))
    },
    setPassword: (service, account, value) => Promise.resolve(void held.set(at(service, account), Uint8Array.from(value))),
    deletePassword: (service, account) => Promise.resolve(held.delete(at(service, account))),
  }
}
