import type { Entry } from 'ldapts'
import { DirectoryProblem } from '../../recovery/ports.ts'
import type { Account } from '../../recovery/recovery.ts'
import { integer, mustBeInteger, text } from './entry.ts'

/** What a directory must be asked for to know how an account stands. */
export const accountAttributes = ['sAMAccountName', 'userAccountControl', 'msDS-User-Account-Control-Computed', 'accountExpires', 'pwdLastSet'] as const

// MS-ADTS 2.2.16.
const ACCOUNT_DISABLED = 0x2n
const LOCKED_OUT = 0x10n
const PASSWORD_EXPIRED = 0x80_0000n

/**
 * @param now milliseconds since 1970
 * @throws DirectoryProblem `denied` when something that decides may not be read
 */
export function accountFrom(entry: Entry, now: number): Account {
  // MS-ADTS 3.1.1.4.5.17. lockoutTime alone would not do: it stays when the lock-out has run out. An expired password includes
  // one that must be changed at the next sign-in, unless it never expires.
  const computed = mustBeInteger(entry, 'msDS-User-Account-Control-Computed')
  const name = text(entry, 'sAMAccountName')
  if (name === undefined) throw new DirectoryProblem('denied', 'the service account may not read sAMAccountName')
  return {
    name,
    locked: (computed & LOCKED_OUT) !== 0n,
    disabled: (mustBeInteger(entry, 'userAccountControl') & ACCOUNT_DISABLED) !== 0n,
    accountExpired: hasPassed(integer(entry, 'accountExpires') ?? NEVER, now),
    passwordExpired: (computed & PASSWORD_EXPIRED) !== 0n,
    passwordMark: String(mustBeInteger(entry, 'pwdLastSet')),
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
