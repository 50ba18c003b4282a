import fc from 'fast-check'
import { expect, test } from 'vitest'
import { runs } from '../../../test/soak.ts'
import { mayNotChange } from './may-change.ts'

const EVERYONE = Buffer.from('010100000000000100000000', 'hex')
const SELF = Buffer.from('01010000000000050a000000', 'hex')
const ADMINISTRATORS = Buffer.from('01020000000000052000000020020000', 'hex')
// ab721a53-1e2f-11d0-9819-00aa0040529b and 00299570-246d-11d0-a768-00aa006e0529 (reset), the first three groups little-endian.
const CHANGE = Buffer.from('531a72ab2f1ed011981900aa0040529b', 'hex')
const RESET = Buffer.from('709529006d24d011a76800aa006e0529', 'hex')
const CR = 0x100

function ace(kind: number, sid: Buffer, { object, mask = CR, flags = 0 }: { object?: Buffer; mask?: number; flags?: number } = {}): Buffer {
  const head = Buffer.from([kind, flags, 0, 0, 0, 0, 0, 0])
  const whole = Buffer.concat([head, ...(kind === 5 || kind === 6 ? [Buffer.from([object ? 1 : 0, 0, 0, 0]), object ?? Buffer.alloc(0)] : []), sid])
  whole.writeUInt16LE(whole.length, 2)
  whole.writeUInt32LE(mask, 4)
  return whole
}

function descriptor(...aces: Buffer[]): Buffer {
  const head = Buffer.alloc(28)
  head.writeUInt8(1, 0)
  head.writeUInt16LE(0x8004, 2)
  head.writeUInt32LE(20, 16)
  head.writeUInt8(4, 20)
  head.writeUInt16LE(8 + Buffer.concat(aces).length, 22)
  head.writeUInt16LE(aces.length, 24)
  return Buffer.concat([head, ...aces])
}

test.each([
  ['Everyone and the person, as the tick-box writes it', [ace(6, EVERYONE, { object: CHANGE }), ace(6, SELF, { object: CHANGE })], true],
  ['the person alone', [ace(5, EVERYONE, { object: CHANGE }), ace(6, SELF, { object: CHANGE })], true],
  ['every control right', [ace(1, EVERYONE)], true],
  ['somebody else', [ace(6, ADMINISTRATORS, { object: CHANGE })], false],
  ['another right', [ace(6, SELF, { object: RESET })], false],
  ['something other than control rights', [ace(1, EVERYONE, { mask: 0x10 })], false],
  ['only what is below the person', [ace(6, EVERYONE, { object: CHANGE, flags: 0x08 })], false],
  ['nobody: it is allowed', [ace(5, EVERYONE, { object: CHANGE }), ace(5, SELF, { object: CHANGE })], false],
  ['nobody', [], false],
  ['the person, behind an entry of a kind that nobody knows', [ace(9, EVERYONE), ace(6, SELF, { object: CHANGE })], true],
])('denied to %s', (_, aces, expected) => {
  expect(mayNotChange(descriptor(...aces))).toBe(expected)
})

test('what may not be read says nothing, and no bytes whatever make it throw', () => {
  expect(mayNotChange(undefined)).toBe(false)
  const whole = descriptor(ace(6, EVERYONE, { object: CHANGE }))
  for (let length = 0; length < whole.length; length++) mayNotChange(whole.subarray(0, length))
  fc.assert(fc.property(fc.uint8Array({ maxLength: 120 }), fc.nat(60), (bytes, at) => {
    mayNotChange(Buffer.from(bytes))
    mayNotChange(Buffer.concat([whole.subarray(0, at), Buffer.from(bytes)]))
  }), { numRuns: runs(500) })
})
