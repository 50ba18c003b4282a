import { join } from 'node:path'
import { DomainUnavailable, whatIsMissing } from '../available.ts'
import { type Clone, runClone } from '../clone.ts'
import { corp, hostOf, type SeveralName } from '../corp.ts'
import { type Domain, domainOn } from '../domain.ts'
import { amongControllers } from './as-controllers.ts'
import { provisionSeveral, SERVICES } from './provision-several.ts'

/** One domain with three controllers: `dc1` is its PDC emulator, `dc2` another one in the site Berlin, `rodc` a read-only one. */
export type Controllers = Readonly<Record<SeveralName, Domain>> & {
  /** Copies what is new, once and now; nothing is copied otherwise, so that a test says when something arrives. */
  readonly replicate: (from: SeveralName, to: SeveralName) => Promise<void>
  readonly stop: () => Promise<void>
}

/** Starts the three. The first call on a machine builds them (some 40 s). @throws DomainUnavailable as `startDomain` does */
export async function startControllers(): Promise<Controllers> {
  const missing = await whatIsMissing()
  if (missing !== undefined) throw new DomainUnavailable(missing)
  const built = await provisionSeveral()
  // Without the service that would copy by itself.
  const services = SERVICES.replace(', drepl', '')
  const start = (name: SeveralName) => runClone(join(built, name), 'usual', undefined, { name, services })
  const started = await Promise.allSettled([start('dc1'), start('dc2'), start('rodc')])
  const running = started.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []))
  const stop = async () => { await Promise.all(running.map((one) => one.stop())) }
  const [dc1, dc2, rodc] = running
  if (!dc1 || !dc2 || !rodc) {
    await stop()
    throw new AggregateError(started.flatMap((one): unknown[] => (one.status === 'rejected' ? [one.reason] : [])), 'not all three controllers started')
  }
  const clones: Readonly<Record<SeveralName, Clone>> = { dc1, dc2, rodc }
  const addresses = { dc1: dc1.address, dc2: dc2.address, rodc: rodc.address }
  const domain = async (name: SeveralName): Promise<Domain> => ({ ...(await domainOn(clones[name], 'usual')), host: hostOf(name) })
  return {
    dc1: await domain('dc1'), dc2: await domain('dc2'), rodc: await domain('rodc'),
    replicate: async (from, to) => { await amongControllers(addresses, clones[to].folder, ['drs', 'replicate', hostOf(to), hostOf(from), corp.base, '--local']) },
    stop,
  }
}
