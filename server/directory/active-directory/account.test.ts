import type { Entry } from 'ldapts'
import { expect, test } from 'vitest'
import { accountFrom } from './account.ts'

const NOW = Date.parse('2026-05-04T10:00:00Z')
const fileTime = (time: number) => String((BigInt(time) + 11_644_473_600_000n) * 10_000n)
const usual = {
  dn: 'CN=Ada,DC=corp,DC=example,DC=test',
  sAMAccountName: 'ada',
  userAccountControl: '512',
  'msDS-User-Account-Control-Computed': '0',
  accountExpires: '9223372036854775807',
  pwdLastSet: '134398890735680000',
}
const account = (different: Partial<Entry>) => accountFrom({ ...usual, ...different }, NOW)

test('a usual account is neither locked nor disabled nor expired, and its mark is the time of its password', () => {
  expect(account({})).toEqual({
    name: 'ada', locked: false, disabled: false, accountExpired: false, passwordExpired: false, passwordMark: '134398890735680000',
  })
})

test.each([
  ['16', { locked: true, passwordExpired: false }],
  ['8388608', { locked: false, passwordExpired: true }],
  ['8388624', { locked: true, passwordExpired: true }],
  // Kerberos AES only, and a partial secrets account: neither keeps anyone out.
  ['-2013265920', { locked: false, passwordExpired: false }],
])('computed state %s', (computed, state) => {
  expect(account({ 'msDS-User-Account-Control-Computed': computed })).toMatchObject(state)
})

test('a lock-out that has run out leaves lockoutTime behind and is none', () => {
  expect(account({ lockoutTime: '134398890735680000' })).toMatchObject({ locked: false })
})

test('disabled is told apart from every other flag', () => {
  expect(account({ userAccountControl: '514' })).toMatchObject({ disabled: true })
  expect(account({ userAccountControl: String(0xffff_ffff ^ 0x2) })).toMatchObject({ disabled: false })
})

test.each([
  ['never', '9223372036854775807', false],
  ['unset', '0', false],
  ['a second ago', fileTime(NOW - 1_000), true],
  ['now', fileTime(NOW), true],
  ['in a second', fileTime(NOW + 1_000), false],
])('an account that expires %s', (_, accountExpires, accountExpired) => {
  expect(account({ accountExpires })).toMatchObject({ accountExpired })
})

test.each(['sAMAccountName', 'userAccountControl', 'msDS-User-Account-Control-Computed', 'pwdLastSet'])(
  'an account whose %s may not be read does not look healthy: the right is missing', (attribute) => {
    expect(() => account({ [attribute]: [] })).toThrow(expect.objectContaining({ kind: 'denied', message: `denied: the service account may not read ${attribute}` }))
  })
