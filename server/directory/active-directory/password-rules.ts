import type { Rule } from '@gatehouse/contract'
import type { Entry } from 'ldapts'
import { integer, text } from './entry.ts'

// The history (pwdHistoryLength) is not among them: a reset does not check it without the policy-hints control (MS-ADTS
// 3.1.1.3.4.1.27), which we do not send yet, and a rule that nobody keeps is not shown.

/** The domain's rules, at its root. */
export const domainRuleAttributes = ['minPwdLength', 'pwdProperties'] as const

/** The same of a password settings object, which some people have instead. */
export const psoAttributes = ['msDS-MinimumPasswordLength', 'msDS-PasswordComplexityEnabled'] as const

// MS-SAMR 2.2.1.4: DOMAIN_PASSWORD_COMPLEX.
const COMPLEX = 1n

/** @param entry the domain's root */
export function domainRules(entry: Entry): readonly Rule[] {
  const complex = ((integer(entry, 'pwdProperties') ?? 0n) & COMPLEX) !== 0n
  return rules(integer(entry, 'minPwdLength'), complex)
}

/** @returns undefined when its contents may not be read, as is usual */
export function psoRules(entry: Entry): readonly Rule[] | undefined {
  const length = integer(entry, 'msDS-MinimumPasswordLength')
  const complex = text(entry, 'msDS-PasswordComplexityEnabled')
  if (length === undefined || complex === undefined) return undefined
  return rules(length, complex === 'TRUE')
}

function rules(length = 0n, complex: boolean): readonly Rule[] {
  const all: Rule[] = []
  if (length > 0n) all.push({ rule: 'min-length', checked: 'typing', length: Number(length) })
  if (complex) all.push({ rule: 'complexity', checked: 'typing' })
  return all
}
