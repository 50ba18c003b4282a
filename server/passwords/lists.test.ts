import { expect, test } from 'vitest'
import { commonPasswords, forbiddenWords, linesOf } from './lists.ts'

const shipped = commonPasswords()

test.each(['password', 'Password', 'P@ssw0rd', 'Dragon2026!!', '!!Monkey-1', '123456789', 'qwertyuiop', 'Iloveyou22', 'ILoveYou!'])(
  '[F-20] %s is one that many people have', (password) => { expect(shipped(password)).toBe(true) })

test.each(['Heron lamp 42', 'dragon lantern ferry', 'kx9#Lm2!pQ', 'a heron under the green lamp', '', '漢字', '!!!'])('%s is not', (password) => {
  expect(shipped(password)).toBe(false)
})

test('the list that we ship is what it says, and names where it comes from', () => {
  expect(shipped('')).toBe(false)
  const known = commonPasswords('# a comment\n\nSunshine\n')
  expect([known('sunshine'), known('# a comment'), known('Suns')]).toEqual([true, false, false])
})

test("the company's words are found as a part, in any disguise", () => {
  const forbidden = forbiddenWords('Lighthouse\n# not this\nBerlin\nabc\n')
  expect(['my-L1ghth0use-42', 'BERLIN2026', 'berlín'].map(forbidden)).toEqual([true, true, true])
  expect(['light house', 'abc', 'not this', 'Heron lamp 42'].map(forbidden)).toEqual([false, false, false, false])
})

test('lines, whoever wrote them', () => {
  expect(linesOf('one\r\ntwo \n\n #three\n')).toEqual(['one', 'two'])
})
