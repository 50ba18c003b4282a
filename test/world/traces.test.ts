import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { runs } from '../soak.ts'
import { findSecrets } from './traces.ts'

const password = fc.stringMatching(/^[A-Za-z0-9 äöüß!-]{12,40}$/)
const around = fc.uint8Array({ maxLength: 9 })
const isFound = (bytes: Buffer, secret: string) => findSecrets([{ where: 'here', bytes }], [secret]).length > 0

const forms = {
  'as UTF-8': (before, secret, after) => Buffer.concat([before, Buffer.from(secret), after]),
  'as UTF-16': (before, secret, after) => Buffer.concat([before, Buffer.from(secret, 'utf16le'), after]),
  'inside the base64 of more': (before, secret, after) => Buffer.from(Buffer.concat([before, Buffer.from(secret), after]).toString('base64')),
  'as UTF-16 inside the base64 of more': (before, secret, after) =>
    Buffer.from(Buffer.concat([before, Buffer.from(secret, 'utf16le'), after]).toString('base64')),
} satisfies Record<string, (before: Uint8Array, secret: string, after: Uint8Array) => Buffer>

test.each(Object.entries(forms))('a password is found %s, wherever it begins', (_, write) => {
  fc.assert(fc.property(password, around, around, (secret, before, after) => {
    expect(isFound(write(before, secret, after), secret)).toBe(true)
  }), { numRuns: runs(200) })
})

test('a code is found alone and among words, and not inside a longer number', () => {
  for (const text of ['31415926', 'code 31415926.', '"31415926"']) expect(isFound(Buffer.from(text), '31415926')).toBe(true)
  for (const text of ['1314159260', '314159265', 'code 3141592']) expect(isFound(Buffer.from(text), '31415926')).toBe(false)
})

test('what is found is named without being repeated', () => {
  const [line = ''] = findSecrets([{ where: 'a file', bytes: Buffer.from('Otter-basket') }], ['Otter-basket'])
  expect(line).toBe('a file holds a password of 12 characters as UTF-8')
})
