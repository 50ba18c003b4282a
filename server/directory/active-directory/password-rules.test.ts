import { expect, test } from 'vitest'
import { domainRules, psoRules } from './password-rules.ts'

const dn = 'DC=corp,DC=example,DC=test'

test('the rules of a domain, without the history that a reset does not check', () => {
  expect(domainRules({ dn, minPwdLength: '12', pwdProperties: '1', pwdHistoryLength: '24' })).toEqual([
    { rule: 'min-length', checked: 'typing', length: 12 },
    { rule: 'complexity', checked: 'typing' },
  ])
})

test('a rule that is off is not shown; other properties of a domain are no rules', () => {
  expect(domainRules({ dn, minPwdLength: '0', pwdProperties: '16' })).toEqual([])
  expect(domainRules({ dn, minPwdLength: '8', pwdProperties: '16' })).toEqual([{ rule: 'min-length', checked: 'typing', length: 8 }])
})

test('what may not be read is not invented', () => {
  expect(domainRules({ dn, minPwdLength: [], pwdProperties: [] })).toEqual([])
})

test('the rules of a password settings object', () => {
  const entry = { dn, 'msDS-MinimumPasswordLength': '20', 'msDS-PasswordComplexityEnabled': 'FALSE' }
  expect(psoRules(entry)).toEqual([{ rule: 'min-length', checked: 'typing', length: 20 }])
  expect(psoRules({ ...entry, 'msDS-PasswordComplexityEnabled': 'TRUE' })).toContainEqual({ rule: 'complexity', checked: 'typing' })
})

test('a password settings object that may not be read says nothing', () => {
  expect(psoRules({ dn, 'msDS-MinimumPasswordLength': [], 'msDS-PasswordComplexityEnabled': [] })).toBeUndefined()
})
