import type { Entry } from 'ldapts'
import { expect, test } from 'vitest'
import { accountFrom } from './account.ts'

/** The bytes of S-1-5-…. */
function sid(...parts: number[]): Buffer {
  const numbers = Buffer.alloc(4 * parts.length)
  parts.forEach((part, index) => numbers.writeUInt32LE(part, 4 * index))
  return Buffer.concat([Buffer.from([1, parts.length, 0, 0, 0, 0, 0, 5]), numbers])
}

const NOW = Date.parse('2026-05-04T10:00:00Z')
const fileTime = (time: number) => String((BigInt(time) + 11_644_473_600_000n) * 10_000n)
const usual = {
  dn: 'CN=Ada,DC=corp,DC=example,DC=test',
  sAMAccountName: 'ada',
  userAccountControl: '512',
  'msDS-User-Account-Control-Computed': '0',
  accountExpires: '9223372036854775807',
  pwdLastSet: '134398890735680000',
  objectSid: sid(21, 1, 2, 3, 1105),
  tokenGroups: [sid(21, 1, 2, 3, 513), sid(32, 545)],
}
const account = (different: Partial<Entry>, also: string[] = []) => accountFrom({ ...usual, ...different }, NOW, new Set(also))

test('a usual account is neither locked nor disabled nor expired, and its mark is the time of its password', () => {
  expect(account({})).toEqual({
    name: 'ada', names: ['ada'], locked: false, disabled: false, accountExpired: false, passwordExpired: false, mustChange: false, mayNotChange: false,
    smartCardRequired: false, hours: 'now', protected: false, passwordMark: '134398890735680000',
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

test('one that must be changed is told from one that has grown too old', () => {
  const expired = { 'msDS-User-Account-Control-Computed': '8388608' }
  expect(account(expired)).toMatchObject({ passwordExpired: true, mustChange: false })
  expect(account({ ...expired, pwdLastSet: '0' })).toMatchObject({ passwordExpired: true, mustChange: true })
  // "Password never expires" goes before "must change".
  expect(account({ pwdLastSet: '0' })).toMatchObject({ passwordExpired: false, mustChange: false })
})

test('a smart card is required', () => {
  expect(account({ userAccountControl: String(0x200 | 0x4_0000) })).toMatchObject({ smartCardRequired: true, disabled: false })
})

test.each([
  ['Domain Admins', sid(21, 1, 2, 3, 512)], ['Enterprise Admins of the root', sid(21, 9, 9, 9, 519)], ['Schema Admins', sid(21, 9, 9, 9, 518)],
  ['Protected Users', sid(21, 1, 2, 3, 525)], ['Key Admins', sid(21, 1, 2, 3, 526)], ['Administrators', sid(32, 544)],
  ['Account Operators', sid(32, 548)], ['Server Operators', sid(32, 549)], ['Print Operators', sid(32, 550)], ['Backup Operators', sid(32, 551)],
])('[S-17] in %s, however deep: protected', (_, group) => {
  expect(account({ tokenGroups: [sid(21, 1, 2, 3, 513), group] })).toMatchObject({ protected: true })
})

test('[S-17] the built-in administrator, krbtgt, and whoever is marked as an administrator: protected', () => {
  for (const number of [500, 502]) expect(account({ objectSid: sid(21, 1, 2, 3, number) })).toMatchObject({ protected: true })
  expect(account({ adminCount: '1' })).toMatchObject({ protected: true })
  expect(account({ adminCount: '0' })).toMatchObject({ protected: false })
})

test('[S-17] whom the company names, and everybody in a group that it names: protected', () => {
  expect(account({}, ['S-1-5-21-1-2-3-1105'])).toMatchObject({ protected: true })
  expect(account({ tokenGroups: [sid(21, 1, 2, 3, 513), sid(21, 1, 2, 3, 2001)] }, ['S-1-5-21-1-2-3-2001'])).toMatchObject({ protected: true })
  expect(account({}, ['S-1-5-21-1-2-3-2001'])).toMatchObject({ protected: false })
})

test.each([sid(21, 1, 2, 3, 5120), sid(21, 1, 2, 512), sid(32, 545), sid(21, 1, 2, 3, 4, 512)])('a group whose number only looks like one of those protects nobody', (group) => {
  expect(account({ tokenGroups: [group] })).toMatchObject({ protected: false })
})

test.each([{ tokenGroups: [] }, { objectSid: [] }, { tokenGroups: [Buffer.from('01', 'hex')] }])('[S-17] where nobody can tell, it is not unprotected: %j', (different) => {
  expect(() => account(different)).toThrow(expect.objectContaining({ kind: 'denied' }))
})
