import fc from 'fast-check'
import { expect, test } from 'vitest'
import { readRecord, writeRecord, type DeviceRecord } from './record.ts'

const key = { kty: 'EC', crv: 'P-256', x: 'A'.repeat(43), y: 'B'.repeat(43) } as const
const whole: DeviceRecord = {
  version: 1,
  enrolled: { device: '7b0e3c52-0000-4000-8000-000000000001', slot: 'a', key, last: 41, code: 'hash' },
  offered: { slot: 'b', key, code: 'other', refused: true },
}

test('what was written is read', () => {
  expect(readRecord(writeRecord(whole))).toEqual(whole)
  expect(readRecord(writeRecord({ version: 1 }))).toEqual({ version: 1 })
})

test('a record that is cut short, spoiled in one place or swollen is none, or one that can be used; never an error', () => {
  const bytes = writeRecord(whole)
  const usable = (read: DeviceRecord | undefined) => read === undefined || Number.isSafeInteger((read.enrolled?.last ?? 0) + 1)
  fc.assert(fc.property(fc.nat(bytes.length - 1), fc.nat(255), (at, byte) => {
    const spoiled = Uint8Array.from(bytes)
    spoiled[at] = byte
    return usable(readRecord(spoiled)) && usable(readRecord(bytes.slice(0, at)))
  }))
  expect(readRecord(bytes.slice(0, -1))).toBeUndefined()
  expect(readRecord(Buffer.concat([bytes, Buffer.alloc(10_000, ' ')]))).toBeUndefined()
})

test('anything else is none, whatever it is', () => {
  fc.assert(fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => readRecord(bytes) === undefined))
  fc.assert(fc.property(fc.json({ maxDepth: 3 }), (text) => readRecord(Buffer.from(text)) === undefined))
})

test.each([
  ['a number that has no next', { ...whole, enrolled: { ...whole.enrolled, last: Number.MAX_SAFE_INTEGER } }],
  ['a number below none', { ...whole, enrolled: { ...whole.enrolled, last: -1 } }],
  ['a private part in a public key', { ...whole, offered: { ...whole.offered, key: { ...key, d: 'A'.repeat(43) } } }],
  ['a third place', { ...whole, enrolled: { ...whole.enrolled, slot: 'c' } }],
  ['a version that comes later', { ...whole, version: 2 }],
])('%s is refused', (_what, record) => expect(readRecord(Buffer.from(JSON.stringify(record)))).toBeUndefined())
