import fc from 'fast-check'
import { expect, test } from 'vitest'
import { runs } from '../../../test/soak.ts'
import { hoursAt } from './logon-hours.ts'

const HOUR = 3_600_000
// A Sunday.
const SUNDAY = Date.parse('2026-05-03T00:00:00Z')
const at = (day: number, hour: number, minutes = 0) => SUNDAY + (24 * day + hour) * HOUR + minutes * 60_000
const only = (...hours: number[]) => {
  const bytes = Buffer.alloc(21)
  for (const hour of hours) bytes[hour >> 3] = (bytes[hour >> 3] ?? 0) | (1 << (hour & 7))
  return bytes
}
const office = only(...[1, 2, 3, 4, 5].flatMap((day) => Array.from({ length: 10 }, (_, hour) => 24 * day + 8 + hour)))

test.each([
  ['Monday 08:00', at(1, 8), 'now'],
  ['Monday 17:59', at(1, 17, 59), 'now'],
  ['Monday 18:00', at(1, 18), { from: at(2, 8) }],
  ['Monday 07:59', at(1, 7, 59), { from: at(1, 8) }],
  ['Friday evening', at(5, 20, 30), { from: at(8, 8) }],
  ['Sunday', at(0, 3), { from: at(1, 8) }],
])('office hours at %s', (_, now, hours) => {
  expect(hoursAt(office, now)).toEqual(hours)
})

test('no hours at all are never; none given, or none that one can read, are no limit', () => {
  expect(hoursAt(Buffer.alloc(21), at(1, 8))).toBe('never')
  expect(hoursAt(Buffer.alloc(21, 0xff), at(1, 8))).toBe('now')
  expect(hoursAt(undefined, at(1, 8))).toBe('now')
  expect(hoursAt(Buffer.alloc(3), at(1, 8))).toBe('now')
})

test('when they begin, they have begun, and not a minute before', () => {
  fc.assert(fc.property(fc.uint8Array({ minLength: 21, maxLength: 21 }), fc.integer({ min: 0, max: 4e12 }), (bytes, now) => {
    const hours = hoursAt(Buffer.from(bytes), now)
    if (typeof hours === 'string') return
    expect(hours.from).toBeGreaterThan(now)
    expect(hoursAt(Buffer.from(bytes), hours.from)).toBe('now')
    expect(hoursAt(Buffer.from(bytes), hours.from - 60_000)).not.toBe('now')
  }), { numRuns: runs(300) })
})
