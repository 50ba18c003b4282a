import type { AsyncEntry } from '@napi-rs/keyring'
import { StoreFailed, type Credentials, type StoreTrouble } from './credentials.ts'

/** What we use of the native module: an entry of the store by its name. */
export type Keyring = { AsyncEntry: new (...of: ConstructorParameters<typeof AsyncEntry>) => Pick<AsyncEntry, 'getSecret' | 'setSecret' | 'deletePassword'> }

type Parts = {
  /** Loads the native module: after the first screen, for it is large. */
  load: () => Promise<Keyring>
  /** Whether the store would answer without asking a person anything; undefined: it would. */
  trouble: (service: string, account: string) => Promise<StoreTrouble | undefined>
  /** Resolves after that many milliseconds. */
  wait: (milliseconds: number) => Promise<void>
}

/** Milliseconds for one verb. Whoever takes longer is not asked anything else until it has answered after all. */
const LIMIT = 5000

/**
 * The machine's own store. On Linux it must be the Secret Service: the module would else fall back, without a word, to the kernel's
 * keyring, which forgets everything when the machine is started anew. keytar's own two-argument way, `@napi-rs/keyring/keytar.js`, cannot
 * say so; that is why its verbs are written here.
 */
export function keyring({ load, trouble, wait }: Parts): Credentials {
  let hung = 0

  async function entry<T>(service: string, account: string, use: (entry: InstanceType<Keyring['AsyncEntry']>) => Promise<T>): Promise<T> {
    if (hung > 0) throw new StoreFailed('hangs')
    const work = async () => {
      const why = await trouble(service, account)
      if (why !== undefined) throw new StoreFailed(why)
      const { AsyncEntry } = await load()
      return await use(new AsyncEntry(service, account, { linux: { store: 'secret-service' } }))
    }
    let settled = false
    const working = work().finally(() => { settled = true })
    const late = wait(LIMIT).then(() => {
      if (!settled) {
        hung += 1
        void working.catch(() => {}).finally(() => { hung -= 1 })
      }
      throw new StoreFailed('hangs')
    })
    late.catch(() => {}) // when it was not the first
    try {
      return await Promise.race([working, late])
    } catch (error) {
      throw error instanceof StoreFailed ? error : new StoreFailed('broken')
    }
  }

  return {
    getPassword: (service, account) => entry(service, account, async (one) => {
      const numbers = await one.getSecret()
      if (!numbers) return undefined // it says null, and means undefined
      const bytes = Uint8Array.from(numbers)
      numbers.fill(0)
      return bytes
    }),
    setPassword: (service, account, value) => entry(service, account, (one) => one.setSecret(value)),
    deletePassword: (service, account) => entry(service, account, (one) => one.deletePassword()),
  }
}
