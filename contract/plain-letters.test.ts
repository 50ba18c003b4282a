import fc from 'fast-check'
import { expect, test } from 'vitest'
import { holdsName, plainLetters } from './plain-letters.ts'

test.each([['P@ssw0rd', 'password'], ['GRÜSSE', 'grusse'], ['c0nt0$0', 'contoso'], ['L1ght', 'iight'], ['Łódź', 'łodz'], ['漢字', '漢字'], ['ﬁ', 'fi']])('%s is plainly %s', (text, plain) => {
  expect(plainLetters(text)).toBe(plain)
})

test.each([
  ['My-Ada-42', ['ada'], true], ['my-4da-42', ['ada'], false], ['L0velace-42', ['lovelace'], true], ['muller-42', ['Müller'], true],
  ['armada', ['ada'], true], ['al-42', ['al'], false], ['harmless', ['lovelace', ''], false],
])('%s and %j: %s', (password, names, held) => {
  expect(holdsName(password, names)).toBe(held)
})

test('whatever stands around a name, and however it is written, it is found', () => {
  fc.assert(fc.property(fc.string(), fc.string(), fc.constantFrom('lovelace', 'LOVELACE', 'L0vel4ce', '1ove1ace', 'lövelåce'), (before, after, name) => {
    expect(holdsName(before + name + after, ['Lovelace'])).toBe(true)
  }))
})

test('what is left of a name without its accents counts, not the accents: one letter is in every other password', () => {
  // Four signs, and one letter beneath them; and a name of nothing but such signs, as a hostile entry may have it.
  for (const name of ['a\u0301\u0302\u0303', '\u0301\u0302\u0303\u0304', 'ที่ดี']) expect([name, holdsName('Marble-Ferry-Lantern-41', [name])]).toEqual([name, false])
  expect(holdsName('x-Łukasź-1', ['Łukasz'])).toBe(true)
})
