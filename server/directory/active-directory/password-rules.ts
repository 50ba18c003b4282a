import type { Rule } from '@gatehouse/contract'
import type { Entry } from 'ldapts'
import { integer, text } from './entry.ts'
import { complexityNames } from './complexity-names.ts'

/** The domain's rules, at its root. */
export const domainRuleAttributes = ['minPwdLength', 'pwdProperties', 'pwdHistoryLength', 'minPwdAge'] as const

/** The same of a password settings object, which some people have instead. */
export const psoAttributes = [
  'msDS-MinimumPasswordLength', 'msDS-PasswordComplexityEnabled', 'msDS-PasswordHistoryLength', 'msDS-MinimumPasswordAge',
] as const

/** What of a person decides which rules they meet. */
export const ruledAttributes = ['msDS-ResultantPSO', 'sAMAccountName', 'displayName', 'pwdLastSet'] as const

/** Whom the rules are for, and whether a reset keeps to history and least age: if not, neither is shown. */
export type Ruled = { readonly person: Entry; readonly hints: boolean; readonly now: number }

// MS-SAMR 2.2.1.4: DOMAIN_PASSWORD_COMPLEX.
const COMPLEX = 1n

/** @param entry the domain's root */
export function domainRules(entry: Entry, ruled: Ruled): readonly Rule[] {
  const properties = integer(entry, 'pwdProperties')
  return rulesOf({
    length: integer(entry, 'minPwdLength'),
    complex: properties === undefined ? undefined : (properties & COMPLEX) !== 0n,
    history: integer(entry, 'pwdHistoryLength'),
    age: integer(entry, 'minPwdAge'),
  }, ruled)
}

/** @param entry the password settings object; undefined or empty when it may not be read, as is usual */
export function psoRules(entry: Entry | undefined, ruled: Ruled): readonly Rule[] {
  const complex = entry && text(entry, 'msDS-PasswordComplexityEnabled')
  return rulesOf({
    length: entry && integer(entry, 'msDS-MinimumPasswordLength'),
    complex: complex === undefined ? undefined : complex === 'TRUE',
    history: entry && integer(entry, 'msDS-PasswordHistoryLength'),
    age: entry && integer(entry, 'msDS-MinimumPasswordAge'),
  }, ruled)
}

type Numbers = { length: bigint | undefined; complex: boolean | undefined; history: bigint | undefined; age: bigint | undefined }

function rulesOf({ length, complex, history, age }: Numbers, { person, hints, now }: Ruled): readonly Rule[] {
  // Whose rules may not be read is told so: the domain's would be shown in vain to whoever has others.
  if (length === undefined || complex === undefined) return [{ rule: 'unknown', checked: 'setting' }]
  const all: Rule[] = []
  if (length > 0n) all.push({ rule: 'min-length', checked: 'typing', length: Number(length) })
  if (complex) all.push({ rule: 'complexity', checked: 'typing', names: complexityNames(text(person, 'sAMAccountName'), text(person, 'displayName')) })
  if (!hints) return all
  const wait = untilOldEnough(integer(person, 'pwdLastSet') ?? 0n, age ?? 0n, now)
  if (wait > 0) all.push({ rule: 'min-age', checked: 'now', possibleIn: wait })
  if (history !== undefined && history > 0n) all.push({ rule: 'history', checked: 'setting', remembered: Number(history) })
  return all
}

/**
 * @param lastSet MS-DTYP 2.3.3: 100 ns since 1601; 0: it must be changed, at whatever age (MS-SAMR 3.1.1.7.1)
 * @param least MS-ADTS 3.1.1.4.5: a negative count of 100 ns
 * @returns whole seconds until the present password has its least age
 */
function untilOldEnough(lastSet: bigint, least: bigint, now: number): number {
  if (lastSet === 0n) return 0
  const oldEnough = Number((lastSet - least) / 10_000n) - 11_644_473_600_000
  return Math.max(0, Math.ceil((oldEnough - now) / 1000))
}
