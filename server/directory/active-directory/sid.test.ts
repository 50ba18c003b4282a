import fc from 'fast-check'
import { expect, test } from 'vitest'
import { runs } from '../../../test/soak.ts'
import { isSid, sidText } from './sid.ts'

test('a well-known one, and one of a domain', () => {
  expect(sidText(Buffer.from('01020000000000052000000020020000', 'hex'))).toBe('S-1-5-32-544')
  expect(sidText(Buffer.from('010500000000000515000000a065cf7e784b9b5fe77c8770091c0100', 'hex'))).toBe('S-1-5-21-2127521184-1604012920-1887927527-72713')
})

test('anything else is none, and no bytes whatever make it throw', () => {
  for (const hex of ['', '01', '0102000000000005', '020100000000000520000000', '010200000000000520000000', '01ff000000000005']) expect(sidText(Buffer.from(hex, 'hex'))).toBeUndefined()
  fc.assert(fc.property(fc.uint8Array({ maxLength: 80 }), (bytes) => {
    const text = sidText(Buffer.from(bytes))
    if (text !== undefined) expect(isSid(text)).toBe(true)
  }), { numRuns: runs(500) })
})

test('what an administrator writes is one, or is not', () => {
  for (const sid of ['S-1-5-32-544', 's-1-5-21-1-2-3-512']) expect(isSid(sid)).toBe(true)
  for (const other of ['', 'S-1-5', 'Domain Admins', 'S-1-5-21-x', ' S-1-5-32-544', 'S-1-5-32-544)(cn=*']) expect(isSid(other)).toBe(false)
})
