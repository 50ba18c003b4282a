import { Refused, THE_BUS, type Bus } from './session-bus.ts'

/** Whether the credential store answers without asking anybody: `locked` until a person types its password, `empty` until one is chosen. */
export type StoreState = 'open' | 'locked' | 'empty' | 'absent'

const SECRETS = { destination: 'org.freedesktop.secrets', path: '/org/freedesktop/secrets', interface: 'org.freedesktop.Secret.Service' } as const
const PROPERTIES = 'org.freedesktop.DBus.Properties'

/**
 * On Linux whoever reads or writes a locked credential store makes its service open a dialog for the password, above whatever is on the
 * screen (Secret Service API 0.2, "Locking and Unlocking" and "Prompts"; `@napi-rs/keyring` asks for it by itself). So it is asked first
 * what it would do. In the moment between this answer and the reading somebody could lock it; nothing we could do would close that.
 * @param item of which it is: an item of that name in any other keyring counts, for the reading looks everywhere
 * @throws Error when the bus does not answer
 */
export async function storeState(bus: Bus, item: { service: string; username: string }): Promise<StoreState> {
  try {
    // Debian's keyring daemon is started with the session, and takes this name when it is first wanted. Starting it asks nobody.
    await bus({ ...THE_BUS, member: 'StartServiceByName', arguments: [SECRETS.destination, 0] })
  } catch (error) {
    if (error instanceof Refused) return 'absent'
    throw error
  }
  const [, locked] = await bus({ ...SECRETS, member: 'SearchItems', arguments: [item] })
  if (!Array.isArray(locked) || locked.length > 0) return 'locked'
  const [keyring] = await bus({ ...SECRETS, member: 'ReadAlias', arguments: ['default'] })
  if (typeof keyring !== 'string' || keyring === '/') return 'empty'
  try {
    const [closed] = await bus({ ...SECRETS, path: keyring, interface: PROPERTIES, member: 'Get', arguments: ['org.freedesktop.Secret.Collection', 'Locked'] })
    return closed === false ? 'open' : 'locked'
  } catch (error) {
    if (error instanceof Refused) return 'empty' // the name leads to none that exists
    throw error
  }
}
