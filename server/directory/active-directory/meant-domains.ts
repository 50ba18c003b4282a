import { DirectoryProblem } from '../../recovery/ports.ts'
import type { TypedName } from '../typed-name.ts'
import type { DomainDirectory } from './active-directory.ts'

/** One domain that is away is not waited for at every name: after it failed, for so many milliseconds. */
const LEFT_ALONE = 30_000

type Answer<T> = { readonly domain: DomainDirectory; readonly answer: T }

/** Several domains, of which one may be away while a name says that another is meant. */
type MeantDomains = {
  /**
   * Asks all of them about a name. Which of them are asked, and which answers are needed, depends on the name's domain alone and
   * never on who is there (S-10). @throws DirectoryProblem of one that the name may mean
   */
  readonly ask: <T>(name: TypedName, question: (domain: DomainDirectory) => Promise<T>) => Promise<readonly Answer<T>[]>
  /** Whether that stands before or behind names of people in one of them, as far as those that answer say. */
  readonly isOurs: (name: string) => Promise<boolean>
}

/** @param monotonic milliseconds on a clock that never jumps */
export function meantDomains(domains: readonly DomainDirectory[], monotonic: () => number): MeantDomains {
  const failedAt = new Map<DomainDirectory, number>()
  const isAway = (domain: DomainDirectory) => monotonic() < (failedAt.get(domain) ?? -Infinity) + LEFT_ALONE

  /** What each said; null for one that did not answer. */
  async function asked<T>(some: readonly DomainDirectory[], question: (domain: DomainDirectory) => Promise<T>): Promise<readonly (Answer<T> | { domain: DomainDirectory; failure: DirectoryProblem })[]> {
    const answers = await Promise.allSettled(some.map(question))
    return some.map((domain, index) => {
      const one = answers[index]
      if (one?.status === 'fulfilled') {
        failedAt.delete(domain)
        return { domain, answer: one.value }
      }
      if (!(one?.reason instanceof DirectoryProblem)) throw one?.reason
      failedAt.set(domain, monotonic())
      return { domain, failure: one.reason }
    })
  }

  const isMeantElsewhere = (name: TypedName, domain: DomainDirectory) => {
    const said = name.spelling === 'account' ? name.domain : name.suffix
    return said !== undefined && !domain.claims(said) && domains.some((other) => other !== domain && other.claims(said))
  }

  return {
    async ask(name, question) {
      const all = await asked(domains.filter((domain) => !(isAway(domain) && isMeantElsewhere(name, domain))), question)
      return all.flatMap((one) => {
        if ('answer' in one) return [one]
        // Looked at again: a domain that answered may have told its short name by that.
        if (isMeantElsewhere(name, one.domain)) return []
        throw one.failure
      })
    },

    async isOurs(name) {
      if (domains.some((domain) => domain.claims(name))) return true
      return (await asked(domains.filter((domain) => !isAway(domain)), (domain) => domain.isOurs(name))).some((one) => 'answer' in one && one.answer)
    },
  }
}
