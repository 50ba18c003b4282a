import { accountState } from './account-state.ts'
import type { AccountState } from './account-state.ts'
import { DomainUnavailable, whatIsMissing } from './available.ts'
import { type Clone, runClone } from './clone.ts'
import { corp } from './corp.ts'
import type { Database } from './database.ts'
import { lockOut } from './lock-out.ts'
import { people, serviceAccount } from './people.ts'
import type { Person, PersonName } from './people.ts'
import { expiredPassword, lockoutPassed, resetPerson, timesOf } from './person-entry.ts'
import { provision } from './provision.ts'
import { rulesLdif, startingRules } from './rules.ts'
import type { Rules } from './rules.ts'
import { signIn } from './sign-in.ts'
import type { SignIn } from './sign-in.ts'
import { type Samba, versionOf } from './which.ts'

/** One running Active Directory of its own, and what a test may do to it behind Gatehouse's back. */
export type Domain = {
  /** `Samba 4.17.12`, for docs/proof.md. */
  version: string
  address: string
  host: string
  realm: string
  netbios: string
  base: string
  /** By address; the certificate is good for it, and for `host` as `servername`. */
  ldapsUrl: string
  /** PEM of the authority that issued the certificate; any user of the machine can read it. */
  caFile: string
  serviceAccount: Person
  people: typeof people
  /** The directory as its owner edits it: no rights are asked for. */
  database: Database
  /** Locks somebody out by wrong passwords. */
  lock: (name: PersonName) => Promise<void>
  /** Signs in with `kinit`; any name, to try one that nobody has. */
  kinit: (name: string, password: string) => Promise<SignIn>
  /** How the directory sees an account now; nothing for a name that nobody has. */
  state: (name: string) => Promise<AccountState | undefined>
  /** Sets the domain's rules; those not given are as `startingRules` has them. */
  setRules: (rules: Partial<Rules>) => Promise<void>
  /** Puts a person back to how they were at the start: state, password, private mail. The rules must allow that password. */
  reset: (name: PersonName) => Promise<void>
  /** As if the password had reached its greatest age. */
  expirePassword: (name: PersonName) => Promise<void>
  /** As if the lock-out had lasted its time: nobody unlocked, and yet not locked. */
  endLockout: (name: PersonName) => Promise<void>
  /** Ends it and leaves nothing: no process, no folder, no claim on the address. */
  stop: () => Promise<void>
}

/**
 * Starts a domain with everybody of `people.ts` as described there. The first call on a machine provisions (seconds).
 * @param address one 127.0.0.x and no other; without it a free one
 * @param samba see `which.ts`; whether the newer one is there is the caller's to ask
 * @throws DomainUnavailable where there can be none: without root, or without Debian's packages
 */
export async function startDomain({ address, samba = 'usual' }: { address?: string; samba?: Samba } = {}): Promise<Domain> {
  const missing = await whatIsMissing()
  if (missing !== undefined) throw new DomainUnavailable(missing)
  return domainOn(await runClone(await provision(samba), samba, address), samba)
}

/** A domain on its running copy. */
export async function domainOn(clone: Clone, samba: Samba): Promise<Domain> {
  const { database } = clone

  const restore = async (person: Person): Promise<void> => {
    await database.change(resetPerson(person))
    await database.changeTimes(timesOf(person, new Date()))
  }

  return {
    ...corp,
    version: await versionOf(samba),
    address: clone.address,
    ldapsUrl: `ldaps://${clone.address}`,
    caFile: clone.caFile,
    serviceAccount,
    people,
    database,
    lock: (name) => lockOut(clone, people[name]),
    kinit: (name, password) => signIn(clone, name, password),
    state: (name) => accountState(database, name),
    setRules: (rules) => database.change(rulesLdif({ ...startingRules, ...rules })),
    reset: (name) => restore(people[name]),
    expirePassword: (name) => database.changeTimes(expiredPassword(people[name])),
    endLockout: (name) => database.change(lockoutPassed(people[name])),
    stop: clone.stop,
  }
}
