import type { Entry } from 'ldapts'
import { expect, test } from 'vitest'
import { privateMailFrom } from './private-mail.ts'

const mail = (entry: Omit<Entry, 'dn'>) => privateMailFrom({ dn: '', mail: [], proxyAddresses: [], userPrincipalName: 'ada@corp.example', ...entry }, 'otherMailbox')

test('the first value', () => {
  expect(mail({ otherMailbox: 'ada@home.example' })).toBe('ada@home.example')
  expect(mail({ otherMailbox: [' ada@home.example ', 'ada@other.example'] })).toBe('ada@home.example')
  expect(mail({ otherMailbox: [] })).toBeUndefined()
})

test('whether a code can be sent to the first value is not judged here, and no other is taken instead', () => {
  expect(mail({ otherMailbox: ['call my sister', 'ada@home.example'] })).toBe('call my sister')
})

test.each([
  ['mail', { mail: 'Ada@Corp.Example' }],
  ['one of its other addresses', { proxyAddresses: ['SMTP:info@corp.example', 'smtp:ada@corp.example', 'X400:c=US'] }],
  ['its principal', {}],
])("the locked account's own mailbox is no way in: %s", (_, own) => {
  expect(mail({ ...own, otherMailbox: ['ada@corp.example', 'ada@home.example'] })).toBe('ada@home.example')
  expect(mail({ ...own, otherMailbox: ['SMTP:ada@corp.example', 'ada+home@corp.example'] })).toBeUndefined()
})
