import type { Entry } from 'ldapts'
import { integer, mustBeInteger } from './entry.ts'

/** After how many wrong passwords an account is locked (0: never), and for how long one is counted, in milliseconds. */
export type LockOutRules = { readonly threshold: number; readonly window: number }

/** At the domain's root. */
export const lockOutAttributes = ['lockoutThreshold', 'lockOutObservationWindow'] as const
/** At a password settings object, which some people have instead. */
export const psoLockOutAttributes = ['msDS-LockoutThreshold', 'msDS-LockoutObservationWindow'] as const
/** At the person, as the asked controller has counted: none of these is replicated. */
export const countAttributes = ['badPwdCount', 'badPasswordTime', 'msDS-ResultantPSO'] as const

/** @throws DirectoryProblem `denied`: where the rules may not be read, nobody knows when an account is locked */
export function lockOutRules(entry: Entry, [threshold, window]: typeof lockOutAttributes | typeof psoLockOutAttributes): LockOutRules {
  // MS-ADTS 3.1.1.4.5: a negative count of 100 ns.
  return { threshold: Number(mustBeInteger(entry, threshold)), window: Number(-mustBeInteger(entry, window) / 10_000n) }
}

/** The clock that is asked counts whole seconds: so much longer than it says a wrong password is taken for counted. */
const SLACK = 2_000

/**
 * How many wrong passwords count now. The number in the directory stays when the time for it has passed, until the next sign-in
 * (MS-SAMR 3.1.5.14.6); absent means none yet.
 * @param clock the controller's own, in milliseconds since 1970
 */
export function wrongCount(person: Entry, { window }: LockOutRules, clock: number): number {
  const count = Number(integer(person, 'badPwdCount') ?? 0n)
  const last = integer(person, 'badPasswordTime')
  if (last === undefined || last === 0n) return count
  return Number(last / 10_000n) - 11_644_473_600_000 + window + SLACK < clock ? 0 : count
}

/**
 * A wrong one may be added only where two are left after it: one for the person's own mistake, one for whoever tries at the same moment
 * elsewhere. A domain that locks after one or two never lets us.
 */
export const mayBeTried = (count: number, { threshold }: LockOutRules): boolean => threshold === 0 || count + 1 + LEFT <= threshold
const LEFT = 2
