import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { runs } from '../../../test/soak.ts'
import { LIMITS, lengthOf, partsOf, septetsOf } from './alphabet.ts'

describe('the length of an SMS', () => {
  it.each<[string, string, number, number]>([
    ['a'.repeat(160), 'GSM-7', 160, 1], ['a'.repeat(161), 'GSM-7', 161, 2], ['a'.repeat(306), 'GSM-7', 306, 2], ['a'.repeat(307), 'GSM-7', 307, 3],
    ['€'.repeat(80), 'GSM-7', 160, 1], ['€'.repeat(81), 'GSM-7', 162, 2], [`${'€'.repeat(76)}a`, 'GSM-7', 153, 1],
    ['Grüße, Straße, è, ñ, Å', 'GSM-7', 22, 1], ['ł'.repeat(70), 'UCS-2', 70, 1], ['ł'.repeat(71), 'UCS-2', 71, 2], ['👍'.repeat(35), 'UCS-2', 70, 1], ['👍'.repeat(36), 'UCS-2', 72, 2],
    ['', 'GSM-7', 0, 1],
  ])('%.20s…', (text, alphabet, units, segments) => {
    expect(lengthOf(text)).toEqual({ alphabet, units, segments })
  })

  it('knows the values of the table, 3GPP TS 23.038 §6.2.1', () => {
    expect(septetsOf('@£$¥_ΦΞ Æß!/09:?¡AZÄÖÑÜ§¿azäöñüà')).toEqual(
      [0x00, 0x01, 0x02, 0x03, 0x11, 0x12, 0x1a, 0x20, 0x1c, 0x1e, 0x21, 0x2f, 0x30, 0x39, 0x3a, 0x3f, 0x40, 0x41, 0x5a, 0x5b, 0x5c, 0x5d, 0x5e, 0x5f, 0x60, 0x61, 0x7a, 0x7b, 0x7c, 0x7d, 0x7e, 0x7f])
    expect(septetsOf('€[]')).toEqual([0x1b, 0x65, 0x1b, 0x3c, 0x1b, 0x3e])
    expect(septetsOf('`')).toBeUndefined()
    expect(septetsOf('\u001b')).toBeUndefined()
  })
})

it('parts are the whole text again, none too long, none cut within a letter', () => {
  const text = fc.string({ maxLength: 500, unit: fc.constantFrom('a', '€', 'ü', '[', ' ') })
  const wide = fc.string({ maxLength: 250, unit: fc.constantFrom('a', 'ł', '👍', '日') })
  fc.assert(fc.property(fc.oneof(text, wide), (whole) => {
    const most = LIMITS[lengthOf(whole).alphabet].part
    const parts = partsOf(whole, most)
    expect(parts.join('')).toBe(whole)
    for (const part of parts) {
      expect(lengthOf(whole).alphabet === 'GSM-7' ? septetsOf(part)?.length : part.length).toBeLessThanOrEqual(most)
      expect(part.isWellFormed()).toBe(true)
    }
  }), { numRuns: runs(300) })
})
