import type { Entry } from 'ldapts'
import { DirectoryProblem } from '../../recovery/ports.ts'
import type { Account } from '../../recovery/recovery.ts'
import { bytes, integer, mustBeInteger, text, texts } from './entry.ts'
import { hoursAt } from './logon-hours.ts'
import { mayNotChange } from './may-change.ts'
import { isProtected, protectionAttributes, protectionBytes } from './protected.ts'
import { stampAttribute } from './stamp.ts'

/** What a directory must be asked for to know how an account stands; the values of `accountBytes` as bytes, with `daclOnly`. */
export const accountAttributes = [
  'sAMAccountName', 'displayName', 'givenName', 'sn', 'userAccountControl', 'msDS-User-Account-Control-Computed', 'accountExpires', 'pwdLastSet', 'logonHours', 'nTSecurityDescriptor',
  stampAttribute, ...protectionAttributes,
] as const
export const accountBytes = ['logonHours', 'nTSecurityDescriptor', stampAttribute, ...protectionBytes] as const

// MS-ADTS 2.2.16.
const ACCOUNT_DISABLED = 0x2n
const LOCKED_OUT = 0x10n
const SMARTCARD_REQUIRED = 0x4_0000n
const PASSWORD_EXPIRED = 0x80_0000n

/**
 * @param now milliseconds since 1970
 * @param alsoProtected SIDs of people and groups that the company protects
 * @throws DirectoryProblem `denied` when something that decides may not be read
 */
export function accountFrom(entry: Entry, now: number, alsoProtected: ReadonlySet<string>): Account {
  // MS-ADTS 3.1.1.4.5.17. lockoutTime alone would not do: it stays when the lock-out has run out. An expired password includes
  // one that must be changed at the next sign-in, unless it never expires.
  const computed = mustBeInteger(entry, 'msDS-User-Account-Control-Computed')
  const flags = mustBeInteger(entry, 'userAccountControl')
  const lastSet = mustBeInteger(entry, 'pwdLastSet')
  const passwordExpired = (computed & PASSWORD_EXPIRED) !== 0n
  const name = text(entry, 'sAMAccountName')
  if (name === undefined) throw new DirectoryProblem('denied', 'the service account may not read sAMAccountName')
  return {
    name,
    names: [name, ...['displayName', 'givenName', 'sn'].flatMap((attribute) => texts(entry, attribute))],
    locked: (computed & LOCKED_OUT) !== 0n,
    disabled: (flags & ACCOUNT_DISABLED) !== 0n,
    accountExpired: hasPassed(integer(entry, 'accountExpires') ?? NEVER, now),
    passwordExpired,
    mustChange: passwordExpired && lastSet === 0n,
    mayNotChange: mayNotChange(bytes(entry, 'nTSecurityDescriptor')),
    smartCardRequired: (flags & SMARTCARD_REQUIRED) !== 0n,
    hours: hoursAt(bytes(entry, 'logonHours'), now),
    protected: isProtected(entry, alsoProtected),
    passwordMark: String(lastSet),
  }
}

// MS-ADA1 2.2 accountExpires: both mean never.
const NEVER = 0x7fff_ffff_ffff_ffffn
const UNSET = 0n

/** @param time MS-DTYP 2.3.3: 100 ns since 1601 */
function hasPassed(time: bigint, now: number): boolean {
  if (time === NEVER || time === UNSET) return false
  return Number(time / 10_000n) - 11_644_473_600_000 <= now
}
