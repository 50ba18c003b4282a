import fc from 'fast-check'
import { describe, expect, it, test } from 'vitest'
import { runs } from '../../../test/soak.ts'
import { stampIn, stampsBefore, told } from './stamp.ts'

const HERE = 'af4277b8-1ca8-49a8-bed0-c997dad9203c'
const ELSEWHERE = 'ce29c6d5-4a17-5d92-b87f-c9ff394e404d'
const UNICODE_PWD = 0x9005a
const LOCKOUT_TIME = 0x90296
const SINCE = Date.UTC(2026, 4, 4, 10)
const MINUTE = 60_000

const entry = (value: Buffer) => ({ dn: 'CN=ada', replPropertyMetaData: value })

/** As a controller keeps it. `seconds`: since 1601. */
function kept(...stamps: { attribute: number; version: number; seconds?: number; origin?: string }[]) {
  const all = Buffer.alloc(16 + 48 * stamps.length)
  all.writeUInt32LE(1, 0)
  all.writeUInt32LE(stamps.length, 8)
  stamps.forEach(({ attribute, version, seconds = SINCE / 1000 + 11_644_473_600, origin = 'b87742afa81ca849bed0c997dad9203c' }, index) => {
    const from = 16 + 48 * index
    all.writeUInt32LE(attribute, from)
    all.writeUInt32LE(version, from + 4)
    all.writeBigUInt64LE(BigInt(seconds), from + 8)
    all.write(origin, from + 16, 'hex')
  })
  return entry(all)
}

describe('what replication notes of an attribute', () => {
  it('is read for the attribute that a choice changes', () => {
    const found = kept({ attribute: 0x90001, version: 9 }, { attribute: UNICODE_PWD, version: 3 }, { attribute: LOCKOUT_TIME, version: 7 })
    expect(stampIn(found, 'set-password')).toEqual({ version: 3, origin: HERE, at: SINCE })
    expect(stampIn(found, 'unlock')).toEqual({ version: 7, origin: HERE, at: SINCE })
    expect(stampsBefore(found, HERE)).toEqual({ stamps: { 'set-password': `3@${HERE}`, 'unlock': `7@${HERE}` } })
  })

  it('is nothing for an attribute that was never set, whose first change is the first', () => {
    const found = kept({ attribute: UNICODE_PWD, version: 3 })
    expect(stampIn(found, 'unlock')).toBeUndefined()
    expect(stampsBefore(found, HERE).stamps?.unlock).toBe(`0@${HERE}`)
  })

  it('is nothing where it may not be read, and without a time, as read-only controllers have it of a secret', () => {
    expect(stampsBefore({ dn: 'CN=ada' }, HERE)).toEqual({})
    expect(stampsBefore(kept(), undefined)).toEqual({})
    expect(stampIn(kept({ attribute: UNICODE_PWD, version: 3, seconds: 0 }), 'set-password')).toBeUndefined()
  })

  it('is nothing, and no fault, for bytes of another kind', () => {
    fc.assert(fc.property(fc.uint8Array({ maxLength: 200 }), (any) => {
      const stamp = stampIn(entry(Buffer.from(any)), 'set-password')
      if (any[0] !== 1) expect(stamp).toBeUndefined()
    }), { numRuns: runs(500) })
    expect(stampIn(entry(Buffer.from([2, ...kept({ attribute: UNICODE_PWD, version: 3 }).replPropertyMetaData.subarray(1)])), 'set-password')).toBeUndefined()
  })
})

test.each([
  ['the version of before', { version: 3, origin: HERE, at: SINCE - 9 * MINUTE }, 'unchanged'],
  ['an earlier one: it has not heard everything', { version: 2, origin: HERE, at: SINCE }, 'unchanged'],
  ['none at all', undefined, 'unchanged'],
  ['the next version, made there and then', { version: 4, origin: HERE, at: SINCE }, 'done'],
  ['the same by a clock that is behind', { version: 4, origin: HERE, at: SINCE - 4 * MINUTE }, 'done'],
  ['the same by a clock that is before', { version: 4, origin: HERE, at: SINCE + 5 * MINUTE }, 'done'],
  ['the next version, made there much later: by somebody else, and nothing came before it', { version: 4, origin: HERE, at: SINCE + 62 * MINUTE }, 'not-done'],
  ['the next version, at a time that may be either', { version: 4, origin: HERE, at: SINCE + 20 * MINUTE }, 'other'],
  ['the next version, made elsewhere: ours may have lost against it', { version: 4, origin: ELSEWHERE, at: SINCE }, 'other'],
  ['a later version: ours may be among them', { version: 5, origin: HERE, at: SINCE }, 'other'],
])('told by %s', (_, now, what) => {
  expect(told(`3@${HERE}`, now, SINCE)).toBe(what)
})

test('what no controller said is nothing to compare with', () => {
  for (const before of ['', '3', '@', 'x@y', `3@`]) expect(told(before, { version: 4, origin: HERE, at: SINCE }, SINCE)).toBe('other')
})
