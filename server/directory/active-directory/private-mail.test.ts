import * as fc from 'fast-check'
import type { Entry } from 'ldapts'
import { expect, test } from 'vitest'
import { runs } from '../../../test/soak.ts'
import { isMailAddress, privateMailFrom } from './private-mail.ts'

const mail = (entry: Omit<Entry, 'dn'>) => privateMailFrom({ dn: '', mail: [], proxyAddresses: [], userPrincipalName: 'ada@corp.example', ...entry }, 'otherMailbox')

test('the first value that is a mail address', () => {
  expect(mail({ otherMailbox: 'ada@home.example' })).toBe('ada@home.example')
  expect(mail({ otherMailbox: ['call my sister', ' ada@home.example ', 'ada@other.example'] })).toBe('ada@home.example')
  expect(mail({ otherMailbox: [] })).toBeUndefined()
})

test.each([
  ['mail', { mail: 'Ada@Corp.Example' }],
  ['one of its other addresses', { proxyAddresses: ['SMTP:info@corp.example', 'smtp:ada@corp.example', 'X400:c=US'] }],
  ['its principal', {}],
])("the locked account's own mailbox is no way in: %s", (_, own) => {
  expect(mail({ ...own, otherMailbox: ['ada@corp.example', 'ada@home.example'] })).toBe('ada@home.example')
  expect(mail({ ...own, otherMailbox: 'SMTP:ada@corp.example' })).toBeUndefined()
})

test.each(['', 'ada', 'ada@', '@home.example', 'ada@home', 'a b@home.example', 'ada@home.example, eve@evil.example', 'ada@home.example;eve@evil.example',
  'Ada <ada@home.example>', '"ada"@home.example', 'ada@home.example\r\nBcc: eve@evil.example', 'ada@ho\0me.example', 'smtp:ada@home.example', 'a@b@home.example',
  `${'a'.repeat(65)}@home.example`, `ada@${'a'.repeat(250)}.example`])('%j is no address to send a code to', (value) => {
  expect(isMailAddress(value)).toBe(false)
})

test('whatever passes for an address has one @ and nothing that ends a header or names a second recipient', () => {
  const part = fc.string({ unit: fc.constantFrom('a', 'ö', '.', '-', '+', '@', ' ', ',', ';', '<', '>', '\r', '\n', '"', '\u2028', '\u200b') })
  fc.assert(fc.property(part, part, (local, host) => {
    const value = `a${local}@${host}.example`
    if (!isMailAddress(value)) return
    expect(value.split('@')).toHaveLength(2)
    for (const sign of ' ,;<>\r\n"\u2028\u200b') expect(value).not.toContain(sign)
  }), { numRuns: runs(2_000) })
})
