import { AndFilter, type Entry, EqualityFilter, PresenceFilter } from 'ldapts'
import { DirectoryProblem } from '../../recovery/ports.ts'
import { sameName } from '../typed-name.ts'
import type { Search } from './connection.ts'
import { type DomainNames, netbiosNameSearch } from './domain.ts'
import { text, texts } from './entry.ts'

/** Suffixes are added by administrators now and then: after this many milliseconds they are asked for again, and those of before hold meanwhile. */
const KEPT = 10 * 60_000

/** The names by which people call a domain. */
export type OtherNames = {
  /** The CORP of `CORP\ada`. */
  readonly netbios: string | undefined
  /** What may stand behind the @ of an account's name, in lower case: the domain itself, and what the company says instead of it. */
  readonly suffixes: ReadonlySet<string>
}

export type DomainsNames = {
  /** @throws DirectoryProblem */
  readonly learn: (deadline: AbortSignal) => Promise<OtherNames>
  /** What is known without asking: at first what the settings say, and the domain's own name. */
  readonly known: () => OtherNames
}

const REFRESH_LIMIT = 10_000

type Ask = (what: Search, deadline: AbortSignal) => Promise<readonly Entry[]>

/**
 * Asks the domain for its other names: its short one, the suffixes of the forest (MS-ADTS 5.1.1.1.1: an account's name with any
 * of them is a name of the account) and those that units have of their own, where they may be read.
 * @param netbios what the settings say, if they do
 * @param monotonic milliseconds on a clock that never jumps
 */
export function otherNames(domain: DomainNames, netbios: string | undefined, ask: Ask, monotonic: () => number): DomainsNames {
  let kept: { names: OtherNames; until: number } | undefined
  let refreshing: Promise<unknown> | undefined

  return {
    known: () => kept?.names ?? { netbios, suffixes: new Set([domain.dns.toLowerCase()]) },
    async learn(deadline) {
      if (!kept) return learn(deadline)
      if (monotonic() >= kept.until) refreshing ??= learn(AbortSignal.timeout(REFRESH_LIMIT)).catch(() => undefined).finally(() => { refreshing = undefined })
      return kept.names
    },
  }

  async function learn(deadline: AbortSignal): Promise<OtherNames> {
    const [root] = await ask({ base: '', attributes: ['configurationNamingContext'] }, deadline)
    const configuration = root && text(root, 'configurationNamingContext')
    if (configuration === undefined) throw new DirectoryProblem('denied', 'the domain does not say where its configuration is')
    const [crossRefs, partitions, units] = await Promise.all([
      netbios === undefined ? ask(netbiosNameSearch(configuration, domain), deadline) : [],
      ask({ base: `CN=Partitions,${configuration}`, attributes: ['uPNSuffixes'] }, deadline),
      ask(unitsWithSuffixes(domain), deadline).catch(unreadable),
    ])
    const suffixes = [domain.dns, ...[...partitions, ...units].flatMap((entry) => texts(entry, 'uPNSuffixes'))]
    const names = { netbios: netbios ?? (crossRefs[0] && text(crossRefs[0], 'nETBIOSName')), suffixes: new Set(suffixes.map((one) => one.toLowerCase())) }
    kept = { names, until: monotonic() + KEPT }
    return names
  }
}

/** The short name, or one that may stand behind an @. */
export const isAmong = ({ netbios, suffixes }: OtherNames, name: string) => sameName(name, netbios) || suffixes.has(name.toLowerCase())

const unitsWithSuffixes = ({ root }: DomainNames): Search => ({
  base: root,
  below: new AndFilter({ filters: [new EqualityFilter({ attribute: 'objectClass', value: 'organizationalUnit' }), new PresenceFilter({ attribute: 'uPNSuffixes' })] }),
  attributes: ['uPNSuffixes'],
})

function unreadable(error: unknown): readonly Entry[] {
  if (error instanceof DirectoryProblem && error.kind === 'denied') return []
  throw error
}
