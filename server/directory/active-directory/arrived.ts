import type { Choice } from '@gatehouse/contract'
import type { Entry } from 'ldapts'
import { integer, mustBeInteger } from './entry.ts'

/** What tells whether a change can be seen. Never the password: its mark, which replication carries with it. */
export const arrivalAttributes = ['msDS-User-Account-Control-Computed', 'pwdLastSet'] as const
/** What tells that a password was set where it was set. */
export const markAttributes = ['pwdLastSet'] as const
/**
 * What tells that an account was unlocked where it was unlocked. Elsewhere or earlier a time in it can be of a lock-out that has
 * run out; right after it was made zero, any time in it is of a new one. Computing that is what a controller takes longest for.
 */
export const unlockedAttributes = ['lockoutTime'] as const

// MS-ADTS 2.2.16.
const LOCKED_OUT = 0x10n

/** @returns undefined when it may not be read */
export function isUnlocked(entry: Entry): boolean | undefined {
  const since = integer(entry, 'lockoutTime')
  return since === undefined ? undefined : since === 0n
}

/** @throws DirectoryProblem `denied` when it may not be read */
const isLocked = (entry: Entry) => (mustBeInteger(entry, 'msDS-User-Account-Control-Computed') & LOCKED_OUT) !== 0n

export const markIn = (entry: Entry) => integer(entry, 'pwdLastSet')

/**
 * Whether what was changed at one controller can be seen at another.
 * @param changed the account where it was changed
 * @param there the same where the person will sign in
 * @returns undefined when one of them does not know the account
 */
export function arrivedAt(choice: Choice, changed: Entry | undefined, there: Entry | undefined): boolean | undefined {
  if (!changed || !there) return undefined
  if (isLocked(there)) return false
  return choice === 'unlock' || markIn(there) === markIn(changed)
}
