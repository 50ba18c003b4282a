import { Resolver } from 'node:dns/promises'
import type { DomainNames } from '../domain.ts'
import type { DomainOptions, Endpoint } from '../options.ts'
import { type Finding, findingsAbout } from './finding.ts'

/** Milliseconds, and how often each DNS server is asked. */
const ASKED = { timeout: 2_000, tries: 2 }
const LDAPS = 636

/** Which controllers a domain has, as its settings or DNS say. */
export async function listedControllers({ controllers }: DomainOptions, domain: DomainNames): Promise<{ endpoints: readonly Endpoint[]; finding: Finding }> {
  const { ok, missing } = findingsAbout(domain.dns)
  if (isList(controllers)) return { endpoints: controllers, finding: ok('controllers', `the settings name ${controllers.map(({ host }) => host).join(', ')}`) }
  const { resolvers } = controllers
  const resolver = new Resolver(ASKED)
  if (resolvers) resolver.setServers(resolvers)
  const name = `_ldap._tcp.dc._msdcs.${domain.dns}`
  try {
    const hosts = (await resolver.resolveSrv(name)).map((record) => record.name)
    const endpoints = await Promise.all(hosts.map(async (host): Promise<Endpoint> => {
      const [address] = resolvers ? await resolver.resolve4(host).catch(() => []) : []
      return { host, port: LDAPS, ...(address !== undefined && { address }) }
    }))
    return { endpoints, finding: ok('controllers', `DNS names ${hosts.join(', ')}`) }
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown'
    const asked = resolvers ? ` at ${resolvers.join(', ')}` : ''
    return {
      endpoints: [],
      finding: missing('controllers', `DNS names no domain controllers${asked} (${name}: ${code})`, `nslookup -type=SRV ${name}; let this machine ask the domain's DNS servers, or name \`dns.resolvers\` or \`controllers\``),
    }
  }
}

// Array.isArray does not know read-only ones.
const isList = (controllers: DomainOptions['controllers']): controllers is readonly Endpoint[] => Array.isArray(controllers)
