import type { Entry } from 'ldapts'
import { sameName, type TypedName, typedName } from '../typed-name.ts'
import type { Search } from './connection.ts'
import type { DomainNames } from './domain.ts'
import { type DomainsNames, isAmong } from './names.ts'
import { type Candidate, candidatesFrom, namesakesFilter, namesakesFrom, onlyPerson, personAttributes, personBytes, personFilter } from './person-search.ts'
import { namesakeOf, plainNameOf } from './plain-name.ts'

type Parts = {
  /** Below it people are looked for. */
  readonly base: string
  readonly domain: DomainNames
  readonly names: DomainsNames
  readonly call: <T>(operation: string, work: (deadline: AbortSignal) => Promise<T>) => Promise<T>
  readonly search: (deadline: AbortSignal, what: Search) => Promise<readonly Entry[]>
}

/** All that a domain is asked for by what somebody typed. Each throws DirectoryProblem. */
export function byName({ base, domain, names, call, search }: Parts) {
  const people = (deadline: AbortSignal, below: Search['below'] & object) => search(deadline, { base, below, attributes: personAttributes, bytes: personBytes })

  const candidates = (name: TypedName): Promise<readonly Candidate[]> => call('find', async (deadline) => {
    const { netbios, suffixes } = await names.learn(deadline)
    if (name.spelling === 'account' && name.domain !== undefined && !sameName(name.domain, domain.dns) && !sameName(name.domain, netbios)) return []
    return candidatesFrom(await people(deadline, personFilter(name, suffixes)), name)
  })

  const namesakes = (name: TypedName): Promise<readonly string[]> => call('namesakes', async (deadline) => {
    const { suffixes } = await names.learn(deadline)
    return namesakesFrom(await people(deadline, namesakesFilter(name, suffixes)), name)
  })

  async function isOursWithin(deadline: AbortSignal, name: string): Promise<boolean> {
    return isAmong(await names.learn(deadline), name)
  }
  const isOurs = (name: string) => call('isOurs', (deadline) => isOursWithin(deadline, name))

  return {
    candidates, namesakes, isOurs, isOursWithin,
    claims: (name: string) => isAmong(names.known(), name),
    async find(typed: string): Promise<string | undefined> {
      const name = typedName(typed)
      return name && onlyPerson(await candidates(name))
    },
    namesake: (typed: string) => namesakeOf(typed, isOurs, namesakes),
    plainName: (typed: string) => plainNameOf(typed, isOurs),
  }
}
