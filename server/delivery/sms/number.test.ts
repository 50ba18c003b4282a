import { inspect } from 'node:util'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { runs } from '../../../test/soak.ts'
import { readNumber } from './number.ts'

const read = readNumber('DE')
const e164 = (kept: string, country: Parameters<typeof readNumber>[0] = 'DE') => {
  const result = readNumber(country)(kept)
  return 'to' in result ? result.to.reveal() : result.missing
}

describe('a number as people spell it', () => {
  it.each([
    '+49 171 2345678', '+49 (0)171 2345678', '0171/2345678', '0171-234 56 78', '(0171) 2345678', '0049 171 2345678', 'tel:+49-171-2345678',
    ' +491712345678 ', '+49.171.2345678', '+49 (171) 234 5678', '＋４９ １７１ ２３４５６７８', '0171 234 5678',
  ])('%s', (kept) => {
    expect(e164(kept)).toBe('+491712345678')
  })

  it.each<[string, Parameters<typeof readNumber>[0], string]>([
    ['+44 7911 123456', 'DE', '+447911123456'], ['07911 123456', 'GB', '+447911123456'], ['(201) 555-0123', 'US', '+12015550123'],
    ['+1 201 555 0123', 'DE', '+12015550123'], ['06 12 34 56 78', 'FR', '+33612345678'], ['+39 347 123 4567', 'DE', '+393471234567'], ['090-1234-5678', 'JP', '+819012345678'],
  ])('%s, in %s', (kept, country, number) => {
    expect(e164(kept, country)).toBe(number)
  })
})

describe('[S-12] what no code is sent to', () => {
  it.each([
    ['a premium number', '0900 1234567', /no mobile number \(PREMIUM_RATE\)/], ['one of the United Kingdom', '+44 909 8790000', /PREMIUM_RATE/],
    ['a shared-cost number', '0180 1234567', /no mobile number/], ['a landline', '+49 30 901820', /FIXED_LINE/], ['a free call', '0800 3301000', /TOLL_FREE/],
    ['a personal number, which may cost anything', '+44 70 1234 5678', /no mobile number/], ['a satellite', '+881 6 1234 5678', /no country/],
    ['an extension', '+49 171 2345678 ext. 5', /extension/], ['too few digits', '0171 23', /no number|does not exist/], ['a country that is none', '+999 171 2345678', /no number/],
    ['words', 'ask my sister', /no number/], ['a number among words', 'mobile: 0171 2345678', /no number/], ['two numbers', '0171 2345678, 0172 2345678', /no number|does not exist/],
    ['nothing', '', /no number/], ['a short code', '11833', /no number|does not exist|no mobile/],
  ])('%s', (_, kept, why) => {
    const result = read(kept)
    expect(result).toMatchObject({ missing: expect.stringMatching(why) as unknown })
    expect(inspect(result)).not.toMatch(/\d{4}/)
  })
})

it('whatever is kept, what comes out is one mobile number in E.164 or a reason without a digit of it', () => {
  const piece = fc.string({ maxLength: 18, unit: fc.constantFrom(...Array.from('0123456789+()-/. ;,xt#*a')) })
  fc.assert(fc.property(fc.oneof(piece, fc.string({ unit: 'binary' })), (kept) => {
    const result = read(kept)
    if ('to' in result) expect(result.to.reveal()).toMatch(/^\+[1-9]\d{6,14}$/)
    else expect(result.missing).not.toMatch(/\d/)
    expect(JSON.stringify(result)).not.toMatch(/\d{4}/)
  }), { numRuns: runs(500) })
})
