import { type Directory, DirectoryProblem } from '../recovery/ports.ts'

/** Whoever has anything registered; `missedSince`: the directory has not had them since then. */
export type KnownPerson = { readonly person: string; readonly missedSince: number | null }

export type RegisteredPeople = {
  /** The next ones in the order of their objectGUIDs, at most so many. @param last the one before them; empty: from the beginning */
  readonly after: (last: string, most: number) => Promise<readonly KnownPerson[]>
  /** @param since null: the directory has them again */
  readonly miss: (person: string, since: number | null) => Promise<void>
  /** Deletes all that they have, with its entry. @returns false when they are no longer missed since then */
  readonly forget: (person: string, missedSince: number) => Promise<boolean>
}

export type VanishedParts = {
  people: RegisteredPeople
  directory: Pick<Directory, 'account'>
  /** Whole days after which what a vanished account had goes. */
  days: number
  /** Milliseconds since 1970. */
  now: () => number
}

/** `forgotten`, `missing`: how many people. `stopped`: the look counts for nothing, and why. */
export type VanishedLook = { looked: number; missing: number; forgotten: number; stopped?: string }

const DAY = 86_400_000
const BATCH = 200
/** More than half of at least so many people do not vanish in a day: a right was lost, or a domain left the settings. */
const MANY = 10

/**
 * Looks in the directory for everybody who has anything registered. Whoever is not there is noted; only a second look, the wanted days
 * later, deletes. A look that a directory did not answer in full changes nothing: nobody is forgotten because LDAP was down.
 * @param stopped asked now and then whether to go on @throws StoreProblem
 */
export async function lookForVanished({ people, directory, days, now }: VanishedParts, stopped: () => boolean = () => false): Promise<VanishedLook> {
  const [missing, back]: [KnownPerson[], KnownPerson[]] = [[], []]
  let looked = 0
  for (let last = ''; ;) {
    const some = await people.after(last, BATCH)
    for (const known of some) {
      if (stopped()) return { looked, missing: missing.length, forgotten: 0, stopped: 'the server ends' }
      const there = await isThere(directory, known.person)
      if (there instanceof DirectoryProblem) return { looked, missing: missing.length, forgotten: 0, stopped: there.message }
      looked += 1
      if (there === false) missing.push(known)
      else if (there && known.missedSince !== null) back.push(known)
    }
    const end = some.at(-1)
    if (!end || some.length < BATCH) break
    last = end.person
  }
  if (looked >= MANY && missing.length > looked / 2) {
    return { looked, missing: missing.length, forgotten: 0, stopped: 'more than half of all people are missing: the service account may have lost a right, or the settings a domain' }
  }
  for (const { person } of back) await people.miss(person, null)
  let forgotten = 0
  for (const { person, missedSince } of missing) {
    if (missedSince === null) await people.miss(person, now())
    else if (now() - missedSince >= days * DAY && (await people.forget(person, missedSince))) forgotten += 1
  }
  return { looked, missing: missing.length, forgotten }
}

/** @returns undefined where the service account may not see this one, which says nothing; the problem where nothing can be asked */
async function isThere(directory: Pick<Directory, 'account'>, person: string): Promise<boolean | DirectoryProblem | undefined> {
  try {
    return (await directory.account(person)) !== null
  } catch (error) {
    if (!(error instanceof DirectoryProblem)) throw error
    return error.kind === 'denied' ? undefined : error
  }
}
