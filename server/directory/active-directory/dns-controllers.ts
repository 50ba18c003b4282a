import { Resolver } from 'node:dns/promises'
import { DirectoryProblem } from '../../recovery/ports.ts'
import { before, TimeUp } from './deadline.ts'
import type { DirectoryLog, Endpoint, FromDns } from './options.ts'
import { srvOrder } from './srv-order.ts'

/** What DNS says may change: after this many milliseconds it is asked again, and what it said before is used meanwhile. */
const KEPT = 5 * 60_000
/** The ports that DNS names are those of LDAP without TLS. */
const LDAPS = 636
/** Milliseconds, and how often each server is asked. */
const ASKED = { timeout: 1_500, tries: 2 }

type Surroundings = { readonly log: DirectoryLog; readonly monotonic: () => number; readonly random: () => number }

/**
 * The domain's controllers as Windows finds them (MS-ADTS 6.3.2.3): first those of the site, then all.
 * @param dns `corp.example.test`
 * @returns them in the order in which they are to be asked; throws DirectoryProblem `unreachable` while DNS never named one
 */
export function dnsControllers(dns: string, { site, resolvers }: FromDns, { log, monotonic, random }: Surroundings): (deadline: AbortSignal) => Promise<readonly Endpoint[]> {
  const resolver = new Resolver(ASKED)
  if (resolvers) resolver.setServers(resolvers)
  let known: { endpoints: readonly Endpoint[]; until: number } | undefined
  let asking: Promise<readonly Endpoint[]> | undefined

  return async (deadline) => {
    if (known && monotonic() < known.until) return known.endpoints
    asking ??= ask().finally(() => (asking = undefined))
    if (known) {
      asking.catch(() => undefined)
      return known.endpoints
    }
    try {
      return await before(deadline, asking)
    } catch (error) {
      throw error instanceof TimeUp ? new DirectoryProblem('unreachable', `DNS did not say in time which controllers ${dns} has`) : error
    }
  }

  async function ask(): Promise<readonly Endpoint[]> {
    const [near, all] = await Promise.all([site === undefined ? [] : records(`_ldap._tcp.${site}._sites.dc._msdcs.${dns}`), records(`_ldap._tcp.dc._msdcs.${dns}`)])
    const names = [...new Set([...srvOrder(near, random), ...srvOrder(all, random)].map(({ name }) => name.toLowerCase()))]
    const endpoints = (await Promise.all(names.map(endpointOf))).flat()
    if (endpoints.length > 0) known = { endpoints, until: monotonic() + KEPT }
    else if (known) known = { ...known, until: monotonic() + KEPT }
    else throw new DirectoryProblem('unreachable', `DNS names no domain controller of ${dns}`)
    return known.endpoints
  }

  /** None when there are none, or when DNS does not answer: then the log says so. */
  async function records(name: string) {
    try {
      return await resolver.resolveSrv(name)
    } catch (error) {
      log.warn({ name, cause: codeOf(error) }, 'DNS names no domain controllers under this name')
      return []
    }
  }

  /** With resolvers of its own the machine's would not know the name either. */
  async function endpointOf(host: string): Promise<Endpoint[]> {
    if (!resolvers) return [{ host, port: LDAPS }]
    const [address] = await resolver.resolve4(host).catch(() => resolver.resolve6(host)).catch(() => [])
    if (address !== undefined) return [{ host, port: LDAPS, address }]
    log.warn({ host }, 'DNS names a domain controller, but not its address')
    return []
  }
}

const codeOf = (error: unknown) => (error instanceof Error && 'code' in error ? error.code : 'unknown')
