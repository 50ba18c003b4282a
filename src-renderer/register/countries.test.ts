import { expect, test } from 'vitest'
import { countriesIn, isSought, read } from './countries.ts'

test('every country has a name in the language, and they stand in its order', () => {
  const german = countriesIn('de')
  expect(german.length).toBeGreaterThan(230)
  expect(german.find(({ code }) => code === 'DE')).toEqual({ code: 'DE', name: 'Deutschland', calling: '+49' })
  expect(german.map(({ name }) => name).indexOf('Ägypten')).toBeLessThan(german.map(({ name }) => name).indexOf('Belgien'))
})

test.each([
  ['(425) 555-1234', 'US', '+1 4255551234'], ['0151 23456789', 'DE', '+49 15123456789'], ['+49 (0)151 23456789', 'US', '+49 15123456789'], ['0049 151 23456789', 'DE', '+49 15123456789'],
  ['٠١٥١ ٢٣٤٥٦٧٨٩', 'DE', '+49 15123456789'],
])('%s in %s is read as %s', (typed, country, shown) => {
  expect(read(typed, country)?.shown).toBe(shown)
})

test.each([['', 'US'], ['425', 'US'], ['abc', 'US'], ['4255551234', 'XX'], ['+', 'US']])('%j in %s is read as nothing yet', (typed, country) => {
  expect(read(typed, country)).toBeUndefined()
})

test.each([
  ['germ', 'Germany', true], ['GER', 'Germany', true], ['king', 'United Kingdom', true], ['cote', 'Côte d’Ivoire', true], ['+4', 'Germany', true], ['0049', 'Germany', true], ['many', 'Germany', false], ['44', 'Germany', false], ['', 'Germany', true],
])('%j finds %s: %s', (typed, name, found) => {
  expect(isSought({ name, calling: '+49' }, typed)).toBe(found)
})
