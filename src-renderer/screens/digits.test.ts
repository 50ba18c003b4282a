import fc from 'fast-check'
import { expect, it } from 'vitest'
import { digitsIn } from './digits.ts'

it.each([
  ['123 456', '123456'], ['123-456', '123456'], ['Your code: 123456.', '123456'], ['12345678', '123456'], ['١٢٣٤٥٦', '123456'], ['۱۲۳', '123'],
  ['１２３', '123'], ['abc', ''], ['', ''], ['1²3', '13'],
])('%s gives %s', (text, digits) => {
  expect(digitsIn(text, 6)).toBe(digits)
})

it('whatever is typed, only so many digits come out', () => {
  fc.assert(fc.property(fc.string({ unit: 'binary' }), fc.integer({ min: 0, max: 10 }), (text, longest) => {
    expect(digitsIn(text, longest)).toMatch(new RegExp(`^[0-9]{0,${longest}}$`))
  }))
})
