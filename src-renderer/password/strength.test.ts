import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { fullness, strengthOf } from './strength.ts'

const of = (password: string) => strengthOf(password, 'ada.lovelace')

describe('the strength of a password', () => {
  it.each(['a', 'Passw0rd1!', 'Sommer2026!', 'Winter2026', 'qwertzuiop', 'aaaaaaaaaaaaaaaa', '12345678901234', 'abcdefghijkl', 'ada.lovelace1', 'Ada.Lovelace!', 'heronlamp'])('%s is weak', (password) => {
    expect(of(password)).toBe('weak')
  })

  it.each(['heron-lamp', 'tR7!kq2z', 'Welcome-Heron7'])('%s is fair', (password) => {
    expect(of(password)).toBe('fair')
  })

  it.each(['heron lamp 42', 'kx9#Lm2!pQ'])('%s is good', (password) => {
    expect(of(password)).toBe('good')
  })

  it.each(['a heron under the green lamp', 'kx9#Lm2!pQ7&vT'])('%s is strong', (password) => {
    expect(of(password)).toBe('strong')
  })

  it('nothing typed has none', () => {
    expect(of('')).toBe('none')
  })

  it('more of the same never makes it weaker', () => {
    fc.assert(fc.property(fc.string({ maxLength: 40 }), fc.string({ maxLength: 4 }), (password, more) => {
      // A stem or a year that the addition completes is the one thing that may count for less.
      fc.pre(!/[a-z0-9]/i.test(more))
      expect(fullness[of(password + more)]).toBeGreaterThanOrEqual(fullness[of(password)])
    }))
  })
})
