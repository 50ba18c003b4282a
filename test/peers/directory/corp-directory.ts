import { readFileSync } from 'node:fs'
import { Secret } from '@gatehouse/contract'
import { activeDirectory } from '../../../server/directory/active-directory/active-directory.ts'
import type { ControllerWatch, DomainOptions, Limits } from '../../../server/directory/active-directory/options.ts'
import type { Later } from '../../../server/directory/active-directory/resting.ts'
import { DomainUnavailable, whatIsMissing } from '../samba/available.ts'
import type { Domain } from '../samba/domain.ts'
import { newerMissing, versionOf } from '../samba/which.ts'

/** Why there can be no domain here, in words. */
export async function noDomain(): Promise<string | undefined> {
  const missing = await whatIsMissing()
  return missing && new DomainUnavailable(missing).message
}

/** @returns `Samba 4.17.12` */
export const sambaVersion = () => versionOf('usual')

/** Why there can be no domain of the newer Samba here, in words. */
export const noNewerDomain = async () => (await noDomain()) ?? newerMissing()

type Line = { facts: object; message: string }

/** Our directory on a test's domain, what it says to its log, and what of its controllers is watched. */
export function corpDirectory(domain: Pick<Domain, 'host' | 'address' | 'caFile' | 'serviceAccount' | 'base'>, different: Partial<DomainOptions> = {}, limits?: Limits, later?: Later) {
  const lines: Line[] = []
  const note = (facts: object, message: string) => void lines.push({ facts, message })
  const watched = { rests: {} as Record<string, boolean>, answered: {} as Record<string, number>, failed: {} as Record<string, number> }
  const watch: ControllerWatch = {
    rests: (_, controller, resting) => { watched.rests[controller] = resting },
    asked: (_, controller, result) => { watched[result][controller] = (watched[result][controller] ?? 0) + 1 },
  }
  const { upn, password } = domain.serviceAccount
  const options: DomainOptions = {
    controllers: [{ host: domain.host, port: 636, address: domain.address }],
    changesAt: 'pdc',
    ca: readFileSync(domain.caFile, 'utf8'),
    bind: { user: upn, password: new Secret(password) },
    base: domain.base,
    privateMailAttribute: 'otherMailbox',
    privateNumberAttribute: 'mobile',
    ...different,
  }
  const directory = activeDirectory(options, { info: note, warn: note }, { watch, ...(limits && { limits }), ...(later && { later }) })
  return { directory, lines, options, watched, connected: () => lines.filter(({ message }) => message === 'connected to the directory').length }
}
