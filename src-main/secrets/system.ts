import { setTimeout as wait } from 'node:timers/promises'
import { StoreFailed, type Credentials, type StoreTrouble } from './credentials.ts'
import { keyring } from './keyring.ts'
import { overBus } from './session-bus.ts'
import { storeState } from './unlocked.ts'

/** Milliseconds. A bus is on the same machine; a service that must be started first takes some hundreds, and more where the machine is busy. */
const BUS_LIMIT = 3000

/** The credential store of the machine's user: the Credential Manager of Windows, the Secret Service of Linux. */
export function systemCredentials({ platform, env, uid }: { platform: NodeJS.Platform; env: NodeJS.ProcessEnv; uid: number }): Credentials {
  return keyring({
    load: () => import('@napi-rs/keyring'),
    trouble: (service, account) => (platform === 'linux' ? onLinux(env['DBUS_SESSION_BUS_ADDRESS'], uid, service, account) : Promise.resolve(undefined)),
    wait: (milliseconds) => wait(milliseconds, undefined, { ref: false }),
  })
}

async function onLinux(address: string | undefined, uid: number, service: string, account: string): Promise<StoreTrouble | undefined> {
  if (address === undefined) return 'absent'
  const { connect } = await import('node:net')
  try {
    const state = await overBus({ address, connect: (path) => connect({ path }), uid, limit: BUS_LIMIT }, (bus) => storeState(bus, { service, username: account }))
    return state === 'open' ? undefined : state
  } catch (error) {
    throw error instanceof Error && error.message === 'no answer in time' ? new StoreFailed('hangs') : new StoreFailed('absent')
  }
}
