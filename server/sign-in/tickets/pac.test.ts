import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { ownerIn } from './pac.ts'

// What Samba 4.17 signed for grace@corp.example.test.
const GRACE = Buffer.from(
  '2e00180022004800020000000a0070001c007a000000000067007200610063006500400063006f00720070002e006500780061006d0070006c0065002e007400650073007400000043004f00520050002e00450058'
  + '0041004d0050004c0045002e005400450053005400000000000000670072006100630065000105000000000005150000002354b6deec8f8fca854bdfb54f0400000000', 'hex')

test('the owner of a ticket, by SID and domain', () => {
  const owner = ownerIn(GRACE)
  expect(owner?.domain).toBe('CORP.EXAMPLE.TEST')
  expect(owner?.sid.toString('hex')).toBe('0105000000000005150000002354b6deec8f8fca854bdfb54f040000')
})

test('of a domain controller that names no SID there is no owner', () => {
  const old = Buffer.from(GRACE)
  old.writeUInt32LE(0, 8)
  expect(ownerIn(old)).toBeUndefined()
})

test('whatever the bytes are, nothing is read from beyond them', () => {
  fc.assert(fc.property(fc.oneof(fc.uint8Array({ maxLength: 200 }), fc.tuple(fc.nat(GRACE.length - 1), fc.nat(255)).map(([at, value]) => {
    const changed = Buffer.from(GRACE)
    changed[at] = value
    return changed
  })), (bytes) => {
    const owner = ownerIn(Buffer.from(bytes))
    if (!owner) return
    expect(owner.sid.length).toBeGreaterThan(0)
    expect(owner.domain.length).toBeGreaterThan(0)
    expect(Buffer.from(bytes).includes(owner.sid)).toBe(true)
  }))
})
