import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { runs } from '../../../test/soak.ts'
import { guidBase, guidText } from './guid.ts'

test('the first three groups are turned round', () => {
  expect(guidText(Buffer.from('e47996bfe60dd011a28500aa003049e2', 'hex'))).toBe('bf9679e4-0de6-11d0-a285-00aa003049e2')
})

test('sixteen bytes always make a name, and different ones different names', () => {
  const bytes = fc.uint8Array({ minLength: 16, maxLength: 16 })
  fc.assert(fc.property(bytes, bytes, (one, other) => {
    const [first, second] = [one, other].map((each) => guidText(Buffer.from(each)) ?? '')
    expect(guidBase(first ?? '')).toMatch(/^<GUID=[0-9a-f-]{36}>$/)
    expect(first === second).toBe(Buffer.from(one).equals(Buffer.from(other)))
  }), { numRuns: runs(300) })
})

test('fewer or more bytes are no GUID', () => {
  expect(guidText(Buffer.alloc(15))).toBeUndefined()
  expect(guidText(Buffer.alloc(17))).toBeUndefined()
})

test('nothing but a GUID becomes part of a name', () => {
  for (const text of ['', 'ada', 'bf9679e4-0de6-11d0-a285-00aa003049e2>,DC=x', 'BF9679E4-0DE6-11D0-A285-00AA003049E2'])
    expect(() => guidBase(text)).toThrow('not an objectGUID')
})
