import { corp } from './corp.ts'
import { replaced } from './ldif.ts'

/** The domain's password and lock-out rules. Ages in days, lock-out in minutes; 0 means never, none, or off. */
export type Rules = {
  minLength: number
  complexity: boolean
  history: number
  minAgeDays: number
  maxAgeDays: number
  lockoutThreshold: number
  lockoutMinutes: number
}

/**
 * The rules a domain starts with.
 *
 * `minAgeDays` is 0 because everybody's password is seconds old when a domain starts: with 1 a newer domain controller,
 * asked to apply the history to a reset, would refuse every one as too young. A test of that sets it to 1.
 * `lockoutMinutes` is 30, longer than any suite, so that "unlocked" is never a lock-out that ran out by itself.
 */
export const startingRules: Rules = {
  minLength: 12,
  complexity: true,
  history: 24,
  minAgeDays: 0,
  maxAgeDays: 42,
  lockoutThreshold: 3,
  lockoutMinutes: 30,
}

// MS-ADTS 3.1.1.4.5: durations are negative counts of 100 ns.
export const minutes = (count: number): string => (BigInt(count) * -600_000_000n).toString()
export const days = (count: number): string => minutes(count * 24 * 60)
const NEVER = '-9223372036854775808'

// MS-SAMR 2.2.1.4: DOMAIN_PASSWORD_COMPLEX.
const COMPLEX = '1'

/** @returns the LDIF that puts `rules` into the domain's root. */
export function rulesLdif(rules: Rules): string {
  // Samba counts a greatest age of up to one day as never; a test that believes it set one would prove nothing.
  if (rules.maxAgeDays === 1) throw new RangeError('maxAgeDays: 1 counts as never, take 0 or at least 2')
  return replaced(corp.base, {
    minPwdLength: `${rules.minLength}`,
    pwdProperties: rules.complexity ? COMPLEX : '0',
    pwdHistoryLength: `${rules.history}`,
    minPwdAge: days(rules.minAgeDays),
    maxPwdAge: rules.maxAgeDays === 0 ? NEVER : days(rules.maxAgeDays),
    lockoutThreshold: `${rules.lockoutThreshold}`,
    lockoutDuration: minutes(rules.lockoutMinutes),
    lockOutObservationWindow: minutes(rules.lockoutMinutes),
  })
}
