import { added, replaced } from './ldif.ts'
import type { Person, State } from './people.ts'

// MS-ADTS 2.2.16: userAccountControl.
const NORMAL_ACCOUNT = 0x200
const ACCOUNT_DISABLED = 0x2
const SMARTCARD_REQUIRED = 0x4_0000

// MS-ADA1 2.376: one bit for each hour of the week; none of them.
const NEVER_AN_HOUR = Buffer.alloc(21)
// MS-ADA1 2.2: 0 is never.
const NEVER_EXPIRES = '0'

/** @returns the LDIF of a new person. Its times come after it: see `timesOf`. */
export function newPerson(person: Person): string {
  return added(person.dn, {
    objectClass: 'user',
    sAMAccountName: person.name,
    userPrincipalName: person.upn,
    displayName: person.displayName,
    ...initial(person),
  })
}

/** @returns the LDIF that undoes whatever happened to a person; `timesOf` after it. */
export const resetPerson = (person: Person): string => replaced(person.dn, initial(person))

/**
 * @returns the LDIF of the times that make a state: when the password was set (just now, long ago, or never), when the account was
 * locked out. They are said at every start: a provisioned folder that lay in the cache for weeks must not be full of
 * expired passwords and of lock-outs that have passed.
 */
export function timesOf({ dn, state }: Person, now: Date): string {
  const lockout = state === 'locked' ? { lockoutTime: fileTime(now), badPwdCount: '3' } : { lockoutTime: '0', badPwdCount: '0' }
  return replaced(dn, { pwdLastSet: lastSet(state, now), ...lockout })
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
    case 'account expired':
    case 'cannot change password':
    case 'smart card required':
    case 'outside logon hours':
      return fileTime(now)
  }
}

/** @returns the LDIF by which a lock-out has lasted its time. `lockoutTime` stays set, as it does when time passes. */
export const lockoutPassed = (person: Person): string => replaced(person.dn, { lockoutTime: fileTime(LONG_AGO) })

const LONG_AGO = new Date('2001-01-01T00:00:00Z')

/** MS-DTYP 2.3.3: 100 ns since 1601. */
const fileTime = (time: Date): string => ((BigInt(time.getTime()) + 11_644_473_600_000n) * 10_000n).toString()

function initial(person: Person) {
  return {
    otherMailbox: person.privateMail === undefined ? [] : [person.privateMail],
    mobile: person.number === undefined ? [] : [person.number],
    adminCount: person.adminCount ? ['1'] : [],
    userAccountControl: String(NORMAL_ACCOUNT | (flags[person.state] ?? 0)),
    accountExpires: person.state === 'account expired' ? fileTime(LONG_AGO) : NEVER_EXPIRES,
    logonHours: person.state === 'outside logon hours' ? NEVER_AN_HOUR : [],
    // MS-ADTS 3.1.1.3.1.5.1: in quotes, UTF-16LE. Last: asking for a smart card may give the account a random one.
    unicodePwd: Buffer.from(`"${person.password}"`, 'utf16le'),
  }
}

const flags: Partial<Record<State, number>> = { disabled: ACCOUNT_DISABLED, 'smart card required': SMARTCARD_REQUIRED }
