import type { Entry } from 'ldapts'
import { DirectoryProblem } from '../../recovery/ports.ts'
import { typedName } from '../typed-name.ts'
import type { Search } from './connection.ts'
import { type DomainNames, domainOf, sameDn } from './domain.ts'
import { bytes, manyBytes, texts } from './entry.ts'
import { namedFilter } from './person-search.ts'
import { isSid, sidText } from './sid.ts'

/** Names are given away again, and groups made anew: after this many milliseconds they are asked for again. */
const KEPT = 10 * 60_000

type Names = { readonly bindUser: string; readonly named: readonly string[] }
type Ask = (what: Search, deadline: AbortSignal) => Promise<readonly Entry[]>

/**
 * The SIDs of those who are protected beside the well-known ones: the service account that we sign in as, and whom the settings name.
 * @param monotonic milliseconds on a clock that never jumps
 * @returns asks the directory at most every ten minutes, and throws DirectoryProblem `denied` for a name that nobody has: whom
 *   somebody wanted protected must not go without for a spelling mistake
 */
export function protectedNames({ bindUser, named }: Names, domain: DomainNames, ask: Ask, monotonic: () => number): (deadline: AbortSignal) => Promise<ReadonlySet<string>> {
  // One in another domain is looked for there; the settings are checked for one that is in none.
  const here = named.filter((name) => !isDn(name) || sameDn(domainOf(name).root, domain.root))
  let kept: { sids: ReadonlySet<string>; until: number } | undefined
  return async (deadline) => {
    if (kept && monotonic() < kept.until) return kept.sids
    const [signedIn, own, ...others] = await Promise.all([signedInAs(deadline), sidOf(bindUser, deadline), ...here.map((name) => sidOf(name, deadline))])
    const missing = here.filter((_, index) => others[index] === undefined)
    if (missing.length > 0) throw new DirectoryProblem('denied', `nobody is called ${missing.join(', ')}, whom the settings protect`)
    // A service account of another domain is not among the people of this one.
    kept = { sids: new Set([signedIn, own, ...others].filter((sid) => sid !== undefined)), until: monotonic() + KEPT }
    return kept.sids
  }

  /**
   * Whoever the directory takes us for: accounts may sign in by more names than they are found by, such as `svc@CORP`. The first of the
   * token (MS-ADTS 3.1.1.3.2.26); were it a group, everybody in it would be protected.
   */
  async function signedInAs(deadline: AbortSignal): Promise<string | undefined> {
    const [root] = await ask({ base: '', attributes: ['tokenGroups'], bytes: ['tokenGroups'] }, deadline)
    const first = root && manyBytes(root, 'tokenGroups')[0]
    const sid = first && sidText(first)
    const [found] = sid === undefined ? [] : await ask({ base: `<SID=${sid}>`, attributes: ['objectClass'] }, deadline)
    return found && texts(found, 'objectClass').includes('user') ? sid : undefined
  }

  async function sidOf(name: string, deadline: AbortSignal): Promise<string | undefined> {
    if (isSid(name)) return name.toUpperCase()
    const what = searchFor(name, domain)
    const [found, ...more] = what ? await ask(what, deadline) : []
    const sid = found && more.length === 0 ? bytes(found, 'objectSid') : undefined
    return sid && sidText(sid)
  }
}

const isDn = (name: string) => /^[A-Za-z][A-Za-z0-9-]*\s*=/u.test(name)

function searchFor(name: string, domain: DomainNames): Search | undefined {
  const wanted = { attributes: ['objectSid'], bytes: ['objectSid'] }
  if (isDn(name)) return { base: name, ...wanted }
  const typed = typedName(name)
  return typed && { base: domain.root, below: namedFilter(typed, new Set([domain.dns.toLowerCase()])), ...wanted }
}
