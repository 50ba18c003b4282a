import type { Rule } from '@gatehouse/contract'
import { describe, expect, it } from 'vitest'
import { check, holdsAccount, kindsIn } from './rules.ts'

const rules: Rule[] = [
  { rule: 'min-length', checked: 'typing', length: 12 },
  { rule: 'complexity', checked: 'typing' },
  { rule: 'history', checked: 'setting', remembered: 24 },
]
const states = (password: string, account = 'ada') => Object.fromEntries(check(rules, password, account).map(({ is, state }) => [is, state]))

describe('the rules while typing', () => {
  it('nothing typed meets none of them', () => {
    expect(states('')).toEqual({ length: 'unmet', kinds: 'unmet', account: 'unmet', history: 'later' })
  })

  it('a good password ticks all but what only the directory can tell', () => {
    expect(states('Heron lamp 42')).toEqual({ length: 'met', kinds: 'met', account: 'met', history: 'later' })
  })

  it.each([['Elevenchars', 'unmet'], ['Twelve chars', 'met'], ['😀😀😀😀😀😀', 'met']])('%s: length counts as Windows counts (%s)', (password, state) => {
    expect(states(password)).toMatchObject({ length: state })
  })

  it('two kinds of characters are not enough, three are', () => {
    expect(states('Twelve chars')).toMatchObject({ kinds: 'unmet' })
    expect(states('Twelve chars 1')).toMatchObject({ kinds: 'met' })
  })

  it('a domain without rules has an empty list', () => {
    expect(check([], 'x', 'ada')).toEqual([])
  })
})

describe('what is known beside the typing', () => {
  it("Windows' names are looked for in whatever case, those of a person's own beside the account's", () => {
    const of = (password: string) => check([{ rule: 'complexity', checked: 'typing', names: ['ada', 'lovelace'] }], password, 'ada').find(({ is }) => is === 'account')?.state
    expect([of('Heron lamp 42'), of('my LoveLace 42'), of('xxADAxx 42'), of('')]).toEqual(['met', 'unmet', 'unmet', 'unmet'])
  })

  it('a last change that is too recent cannot be typed away; one that is not is no rule', () => {
    expect(check([{ rule: 'min-age', checked: 'now', possibleIn: 60 }], 'Heron lamp 42', 'ada')).toEqual([{ is: 'age', possibleIn: 60, state: 'unmet' }])
    expect(check([{ rule: 'min-age', checked: 'now', possibleIn: 0 }], 'Heron lamp 42', 'ada')).toEqual([])
  })

  it('it comes first: no password helps before then, whatever it is like', () => {
    const rules = [{ rule: 'min-length', checked: 'typing', length: 12 }, { rule: 'min-age', checked: 'now', possibleIn: 60 }] as const
    expect(check(rules, 'Heron lamp 42', 'ada').map(({ is }) => is)).toEqual(['age', 'length'])
  })

  it('rules that nobody may read are left to the directory', () => {
    expect(check([{ rule: 'unknown', checked: 'setting' }], 'x', 'ada')).toEqual([{ is: 'unknown', state: 'later' }])
  })

  it('more than 256 characters are too many, and nobody hears of it before', () => {
    expect(check([], 'x'.repeat(256), 'ada')).toEqual([])
    expect(check([], 'x'.repeat(257), 'ada')).toEqual([{ is: 'longest', length: 256, state: 'unmet' }])
  })
})

describe('the kinds of characters', () => {
  it.each([
    ['lowercase', 1], ['lowerUPPER', 2], ['lowerUPPER1', 3], ['lowerUPPER1!', 4], ['lower1!', 3], ['ÄÖÜäöü', 2], ['Дом1', 3],
    ['漢字', 1], ['漢字a1', 3], ['漢字aA1!', 5], ['lower€', 1], ['lower case', 1], ['', 0],
  ])('%s has %i', (password, count) => {
    expect(kindsIn(password)).toBe(count)
  })
})

describe("the account's name", () => {
  it.each([
    ['Ada-2026-xyz', 'ada', true], ['xxADAxx', 'CORP\\ada', true], ['xxadaxx', 'ada@corp.example', true], ['corp-example', 'ada@corp.example', false],
    ['harmless', 'ada', false], ['bo bo bo', 'bo', false], ['Lovelace1', 'lovelac', true],
  ])('%s holds %s: %s', (password, account, held) => {
    expect(holdsAccount(password, account)).toBe(held)
  })
})
