import { DirectoryProblem } from '../../../recovery/ports.ts'
import { dnsControllers } from '../dns-controllers.ts'
import type { DomainNames } from '../domain.ts'
import type { DomainOptions, Endpoint } from '../options.ts'
import { type Finding, findingsAbout } from './finding.ts'

type Listed = { readonly endpoints: readonly Endpoint[]; readonly finding: Finding }

const silent = { info: () => undefined, warn: () => undefined }

/** Which controllers a domain has, as its settings or DNS say: the same that the server will ask, in the same order. */
export async function listedControllers({ controllers }: Pick<DomainOptions, 'controllers'>, { dns }: DomainNames, deadline: AbortSignal): Promise<Listed> {
  const { ok, missing } = findingsAbout(dns)
  if (isList(controllers)) return { endpoints: controllers, finding: ok('controllers', `the settings name ${namesOf(controllers)}`) }
  try {
    const endpoints = await dnsControllers(dns, controllers, { log: silent, monotonic: () => performance.now(), random: Math.random })(deadline)
    return { endpoints, finding: ok('controllers', `DNS names ${namesOf(endpoints)}`) }
  } catch (error) {
    if (!(error instanceof DirectoryProblem)) throw error
    const name = `_ldap._tcp.dc._msdcs.${dns}`
    const asked = controllers.resolvers ? ` at ${controllers.resolvers.join(', ')}` : ''
    return {
      endpoints: [],
      finding: missing('controllers', `DNS names no domain controllers${asked} (${name})`, `nslookup -type=SRV ${name}; let this machine ask the domain's DNS servers, or name \`dns.resolvers\` or \`controllers\``),
    }
  }
}

const namesOf = (endpoints: readonly Endpoint[]) => endpoints.map(({ host }) => host).join(', ')

// Array.isArray does not know read-only ones.
const isList = (controllers: DomainOptions['controllers']): controllers is readonly Endpoint[] => Array.isArray(controllers)
