import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { runs } from '../../../test/soak.ts'
import { keysIn } from './keytab.ts'

const counted = (text: string) => Buffer.concat([Buffer.from([text.length >> 8, text.length & 0xff]), Buffer.from(text)])
function entry(version: number, encryption: number, { wide = true } = {}): Buffer {
  const body = Buffer.concat([
    Buffer.from([0, 2]), counted('CORP.EXAMPLE'), counted('HTTP'), counted('register.corp.example'), Buffer.alloc(8),
    Buffer.from([version & 0xff, encryption >> 8, encryption & 0xff]), counted('0123456789abcdef'), wide ? Buffer.from([0, 0, version >> 8, version & 0xff]) : Buffer.alloc(0),
  ])
  const size = Buffer.alloc(4)
  size.writeInt32BE(body.length)
  return Buffer.concat([size, body])
}
const keytab = (...parts: readonly Buffer[]) => Buffer.concat([Buffer.from([5, 2]), ...parts])
const principal = 'HTTP/register.corp.example@CORP.EXAMPLE'

test('whose keys it holds, of which version and kind', () => {
  expect(keysIn(keytab(entry(2, 18), entry(300, 23)))).toEqual([{ principal, version: 2, encryption: 18 }, { principal, version: 300, encryption: 23 }])
  expect(keysIn(keytab(entry(7, 17, { wide: false })))).toEqual([{ principal, version: 7, encryption: 17 }])
  expect(keysIn(keytab())).toEqual([])
})

test('a hole that a removed key left is none', () => {
  const hole = Buffer.alloc(14)
  hole.writeInt32BE(-10)
  expect(keysIn(keytab(hole, entry(2, 18)))).toEqual([{ principal, version: 2, encryption: 18 }])
})

test('what is no keytab, or is cut short, is not half a one', () => {
  const whole = keytab(entry(2, 18))
  expect(keysIn(Buffer.from('-----BEGIN CERTIFICATE-----'))).toBeUndefined()
  expect(keysIn(Buffer.alloc(0))).toBeUndefined()
  for (let length = 3; length < whole.length; length++) expect(keysIn(whole.subarray(0, length))).toBeUndefined()
})

test('no bytes whatever make it throw', () => {
  const whole = keytab(entry(2, 18), entry(3, 23))
  fc.assert(fc.property(fc.oneof(fc.uint8Array({ maxLength: 120 }), fc.tuple(fc.nat(whole.length - 1), fc.nat(255)).map(([at, value]) => {
    const changed = Buffer.from(whole)
    changed[at] = value
    return changed
  })), (bytes) => { keysIn(Buffer.from(bytes)) }), { numRuns: runs(1_000) })
})
