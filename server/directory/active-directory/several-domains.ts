import { type Directory, DirectoryProblem } from '../../recovery/ports.ts'
import type { SignInDirectory } from '../../sign-in/ports.ts'
import { sameName, type TypedName, typedName } from '../typed-name.ts'
import type { DomainDirectory } from './active-directory.ts'
import { namesakeOf, plainNameOf } from './plain-name.ts'
import { domainBefore } from './belonging.ts'
import { domainOf } from './domain.ts'
import { meantDomains } from './meant-domains.ts'
import { onlyPerson } from './person-search.ts'
import { type DirectoryLog } from './options.ts'
import { isSid } from './sid.ts'

/** So many people are remembered by their domain; the others are looked for again. */
const REMEMBERED = 10_000

/**
 * Several domains as one directory. A name is asked for in each of them, always: how many there are to be asked does not depend on
 * who is there (S-10). From then on the objectGUID alone says who is meant, and where it lives is found out by asking for it.
 * @param monotonic milliseconds on a clock that never jumps
 * @returns the domain itself when there is only one
 */
export function severalDomains(domains: readonly [DomainDirectory, ...DomainDirectory[]], log: DirectoryLog, monotonic: () => number = () => performance.now()): Directory & SignInDirectory {
  const [first, ...others] = domains
  if (others.length === 0) return first
  const homes = new Map<string, DomainDirectory>()
  const { ask, isOurs } = meantDomains(domains, monotonic)

  return {
    demo: undefined,

    async find(typed) {
      const name = typedName(typed)
      if (!name) return undefined
      const all = await ask(name, (domain) => domain.candidates(name))
      const meant = await narrowed(name, all.filter(({ answer }) => answer.length > 0))
      const person = onlyPerson(meant.flatMap(({ answer }) => answer))
      if (person === undefined && meant.length > 1) {
        log.warn({ domains: meant.map(({ domain }) => domain.dns) }, 'a name that several domains have is nobody: it needs its domain before it, or its whole principal')
      }
      const home = meant.find(({ answer }) => answer.some((one) => one.person === person))
      if (person !== undefined && home) remember(person, home.domain)
      return person
    },

    // The domain does not tell two spellings apart, or somebody unknown could be told by them.
    plainName: (typed) => plainNameOf(typed, isOurs),
    namesake: (typed) => namesakeOf(typed, isOurs, async (name) => (await ask(name, (domain) => domain.namesakes(name))).flatMap(({ answer }) => answer)),
    belonging: async (person) => (await homeOf(person))?.belonging(person),
    // Only one can have it: whoever says yes is believed while another is away.
    ofSid: (sid) => oneThatSays(async (domain) => domain.ofSid(sid)),
    group: (name) => firstKnown(isSid(name) ? domains[0].dns : domainBefore(name) ?? domainIn(name), (domain) => domain.group(name)),
    unit: (name) => firstKnown(domainIn(name), (domain) => domain.unit(name)),
    account: async (person, at) => (await homeOf(person))?.account(person, at) ?? null,
    mayUnlock: async (person) => (await homeOf(person))?.mayUnlock?.(person) ?? true,
    passwordRules: (person) => inHome(person, (home) => home.passwordRules(person)),
    privateMail: async (person) => (await homeOf(person))?.privateMail(person),
    privateNumber: async (person) => (await homeOf(person))?.privateNumber(person),
    managerMail: async (person) => (await homeOf(person))?.managerMail?.(person),
    ownMail: async (person) => (await homeOf(person))?.ownMail(person),
    ownMailboxes: async (person) => await (await homeOf(person))?.ownMailboxes(person) ?? [],
    unlock: (person, controller) => inHome(person, (home) => home.unlock(person, controller)),
    setPassword: (person, password, controller) => inHome(person, (home) => home.setPassword(person, password, controller)),
    tryPassword: async (person, typed, password) => ((person === undefined ? undefined : await homeOf(person)) ?? meantBy(typed)).tryPassword(person, typed, password),
    ofTicket: async (realm, sid) => domains.find(({ dns }) => sameName(dns, realm))?.ofTicket(realm, sid) ?? 'elsewhere',
    arrived: async (person, choice, controller, workstation) => (await homeOf(person))?.arrived(person, choice, controller, workstation),
    became: async (person, sent) => {
      const home = await homeOf(person)
      return home ? home.became(person, sent) : 'gone'
    },
    // While one of them answers, somebody gets back in.
    check: () => firstOf(domains.map((domain) => domain.check())),
    close: async () => { await Promise.all(domains.map((domain) => domain.close())) },
  }

  /** @param said the domain that the name says; absent: any may be meant, and all must answer, or another would be taken for it */
  async function firstKnown<T>(said: string | undefined, question: (domain: DomainDirectory) => Promise<T | undefined>): Promise<T | undefined> {
    return (await ask({ spelling: 'account', name: '', domain: said }, question)).find(({ answer }) => answer !== undefined)?.answer
  }

  /** Where somebody of that name would be, were there anybody: it takes as long there as it would for them. */
  function meantBy(typed: string): DomainDirectory {
    const name = typedName(typed)
    const said = name?.spelling === 'account' ? name.domain : name?.suffix
    return (said === undefined ? undefined : domains.find((domain) => domain.claims(said))) ?? first
  }

  /** Of a principal that is found in several, those count that use its suffix. */
  async function narrowed<T extends { domain: DomainDirectory }>(name: TypedName, found: readonly T[]): Promise<readonly T[]> {
    if (name.spelling === 'account' || found.length < 2) return found
    const use = await Promise.all(found.map(({ domain }) => domain.isOurs(name.suffix)))
    const own = found.filter((_, index) => use[index])
    return own.length > 0 ? own : found
  }

  async function inHome<T>(person: string, act: (home: DomainDirectory) => Promise<T>): Promise<T> {
    const home = await homeOf(person)
    if (!home) throw new DirectoryProblem('gone', 'it is in none of the domains any more')
    return act(home)
  }

  /** Asked of the remembered one first: people move from domain to domain and keep their objectGUID. */
  async function homeOf(person: string): Promise<DomainDirectory | undefined> {
    const before = homes.get(person)
    if (before && await before.has(person)) return before
    homes.delete(person)
    // The one that says yes: nobody waits for another that is away. Where none does, it is not there unless one that is away has it.
    const home = await oneThatSays(async (domain) => (await domain.has(person) ? domain : undefined))
    if (home) remember(person, home)
    return home
  }

  /** The first answer; undefined where all have none. */
  function oneThatSays<T>(question: (domain: DomainDirectory) => Promise<T | undefined>): Promise<T | undefined> {
    return firstOf(domains.map(async (domain) => await question(domain) ?? Promise.reject(new NotHere()))).catch((error: unknown) => {
      if (error instanceof NotHere) return undefined
      throw error
    })
  }

  function remember(person: string, home: DomainDirectory) {
    homes.delete(person)
    homes.set(person, home)
    const [oldest] = homes.keys()
    if (homes.size > REMEMBERED && oldest !== undefined) homes.delete(oldest)
  }
}

/** `corp.example` in `OU=People,DC=corp,DC=example`. */
const domainIn = (name: string) => (/DC=[^,]+$/iu.test(name.trim()) ? domainOf(name).dns : undefined)

class NotHere extends Error {}

/** The first that does not fail; else the failure that says more than "not here". */
async function firstOf<T>(all: readonly Promise<T>[]): Promise<T> {
  try {
    return await Promise.any(all)
  } catch (error) {
    const failures: readonly unknown[] = error instanceof AggregateError ? error.errors : [error]
    throw failures.find((one) => !(one instanceof NotHere)) ?? failures[0]
  }
}
