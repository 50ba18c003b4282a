import { added, replaced } from './ldif.ts'
import type { Person, State } from './people.ts'

// MS-ADTS 2.2.16: userAccountControl.
const NORMAL_ACCOUNT = 0x200
const ACCOUNT_DISABLED = 0x2

/** @returns the LDIF of a new person. How old the password is comes after it: see `passwordTime`. */
export function newPerson(person: Person): string {
  return added(person.dn, {
    objectClass: 'user',
    sAMAccountName: person.name,
    userPrincipalName: person.upn,
    displayName: person.displayName,
    ...initial(person),
  })
}

/** @returns the LDIF that undoes whatever happened to a person, a lock-out included. */
export function resetPerson(person: Person): string {
  return replaced(person.dn, { ...initial(person), lockoutTime: '0' })
}

/**
 * @returns the LDIF for `pwdLastSet` by which a password is fresh, long expired, or must be changed. Fresh is said at
 * every start: a provisioned folder that lay in the cache for weeks must not be full of expired passwords.
 */
export function passwordTime(person: Person, now: Date): string {
  return replaced(person.dn, { pwdLastSet: lastSet(person.state, now) })
}

/** @returns the LDIF that makes any person's password long expired. */
export const expiredPassword = (person: Person): string => replaced(person.dn, { pwdLastSet: fileTime(LONG_AGO) })

function lastSet(state: State, now: Date): string {
  switch (state) {
    case 'must change password':
      return '0'
    case 'password expired':
      return fileTime(LONG_AGO)
    case 'usable':
    case 'locked':
    case 'disabled':
      return fileTime(now)
  }
}

/** @returns the LDIF by which a lock-out has lasted its time. `lockoutTime` stays set, as it does when time passes. */
export const lockoutPassed = (person: Person): string => replaced(person.dn, { lockoutTime: fileTime(LONG_AGO) })

const LONG_AGO = new Date('2001-01-01T00:00:00Z')

/** MS-DTYP 2.3.3: 100 ns since 1601. */
const fileTime = (time: Date): string => ((BigInt(time.getTime()) + 11_644_473_600_000n) * 10_000n).toString()

function initial(person: Person) {
  const flags = person.state === 'disabled' ? NORMAL_ACCOUNT | ACCOUNT_DISABLED : NORMAL_ACCOUNT
  return {
    otherMailbox: person.privateMail === undefined ? [] : [person.privateMail],
    userAccountControl: `${flags}`,
    // MS-ADTS 3.1.1.3.1.5.1: in quotes, UTF-16LE.
    unicodePwd: Buffer.from(`"${person.password}"`, 'utf16le'),
  }
}
