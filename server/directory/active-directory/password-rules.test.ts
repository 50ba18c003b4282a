import { expect, test } from 'vitest'
import { complexityNames } from './complexity-names.ts'
import { domainRules, psoRules, type Ruled } from './password-rules.ts'

const dn = 'DC=corp,DC=example,DC=test'
const NOW = Date.parse('2026-05-04T10:00:00Z')
const DAY = 86_400_000
const setAt = (time: number) => String((BigInt(time) + 11_644_473_600_000n) * 10_000n)
const ruled = (differs: Partial<Ruled> = {}, lastSet = setAt(NOW - 30 * DAY)): Ruled =>
  ({ person: { dn, sAMAccountName: 'ada', displayName: 'Ada Lovelace', pwdLastSet: lastSet }, hints: true, now: NOW, ...differs })
const ofDomain = { dn, minPwdLength: '12', pwdProperties: '1', pwdHistoryLength: '24', minPwdAge: '-864000000000' }

test('the rules of a domain', () => {
  expect(domainRules(ofDomain, ruled())).toEqual([
    { rule: 'min-length', checked: 'typing', length: 12 },
    { rule: 'complexity', checked: 'typing', names: ['ada', 'lovelace'] },
    { rule: 'history', checked: 'setting', remembered: 24 },
  ])
})

test('[F-21] history and least age are rules only where a reset keeps to them', () => {
  const young = setAt(NOW - DAY / 2)
  expect(domainRules(ofDomain, ruled({ hints: false }, young)).map(({ rule }) => rule)).toEqual(['min-length', 'complexity'])
  expect(domainRules(ofDomain, ruled({}, young))).toContainEqual({ rule: 'min-age', checked: 'now', possibleIn: 43_200 })
})

test('the least age counts from the last change; one that must be changed has none', () => {
  const ages = (lastSet: string) => domainRules(ofDomain, ruled({}, lastSet)).filter(({ rule }) => rule === 'min-age')
  expect(ages(setAt(NOW - DAY + 1_000))).toEqual([{ rule: 'min-age', checked: 'now', possibleIn: 1 }])
  expect(ages(setAt(NOW - DAY))).toEqual([])
  expect(ages('0')).toEqual([])
})

test('a rule that is off is not shown; other properties of a domain are no rules', () => {
  const off = { dn, minPwdLength: '0', pwdProperties: '16', pwdHistoryLength: '0', minPwdAge: '0' }
  expect(domainRules(off, ruled({}, setAt(NOW)))).toEqual([])
  expect(domainRules({ ...off, minPwdLength: '8' }, ruled())).toEqual([{ rule: 'min-length', checked: 'typing', length: 8 }])
})

test('the rules of a password settings object', () => {
  const entry = {
    dn, 'msDS-MinimumPasswordLength': '20', 'msDS-PasswordComplexityEnabled': 'FALSE', 'msDS-PasswordHistoryLength': '5', 'msDS-MinimumPasswordAge': '0',
  }
  expect(psoRules(entry, ruled())).toEqual([{ rule: 'min-length', checked: 'typing', length: 20 }, { rule: 'history', checked: 'setting', remembered: 5 }])
  expect(psoRules({ ...entry, 'msDS-PasswordComplexityEnabled': 'TRUE' }, ruled())).toContainEqual({ rule: 'complexity', checked: 'typing', names: ['ada', 'lovelace'] })
})

test('what may not be read is called unknown, not invented', () => {
  const unknown = [{ rule: 'unknown', checked: 'setting' }]
  expect(domainRules({ dn, minPwdLength: [], pwdProperties: [] }, ruled())).toEqual(unknown)
  expect(psoRules({ dn, 'msDS-MinimumPasswordLength': [], 'msDS-PasswordComplexityEnabled': [] }, ruled())).toEqual(unknown)
  expect(psoRules(undefined, ruled())).toEqual(unknown)
})

test.each([
  ['ada', 'Ada Lovelace', ['ada', 'lovelace']],
  ['al', 'Al B. Smith-Jones', ['smith', 'jones']],
  ['svc_backup', 'Backup,Service\tNo#42_main', ['svc_backup', 'backup', 'service', 'main']],
  ['zoe', 'Zoë Müßig-Österreicher', ['zoe', 'zoë', 'müßig', 'österreicher']],
  ['hazuki', '橋本 葉月', ['hazuki']],
  ['ada', undefined, ['ada']],
  ['ADA', 'ada ADA', ['ada']],
])('the complexity rule wants nothing of %s, %s', (account, displayName, names) => {
  expect(complexityNames(account, displayName)).toEqual(names)
})
