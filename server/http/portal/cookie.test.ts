import { expect, test } from 'vitest'
import { forgetsToken, hasCookie, keepsToken, tokenIn } from './cookie.ts'

const token = 'a'.repeat(43)
const NAME = '__Host-gatehouse-recovery'

test('[S-21] the token is in a cookie of this host alone, over TLS alone, that no script reads and no other site sends', () => {
  for (const cookie of [keepsToken(token), forgetsToken]) {
    const [pair = '', ...words] = cookie.split('; ')
    expect(pair.startsWith(`${NAME}=`)).toBe(true)
    expect(words).toEqual(expect.arrayContaining(['Path=/', 'Secure', 'HttpOnly', 'SameSite=Strict']))
    // With one of these a browser would keep it on the disk, or give it to a neighbour.
    expect(cookie).not.toMatch(/Domain|Expires|Max-Age=[1-9]/iu)
  }
  expect(forgetsToken).toContain('Max-Age=0')
})

test('it is found among others', () => {
  expect(tokenIn(`theme=dark; ${NAME}=${token}; x=1`)?.reveal()).toBe(token)
  expect(hasCookie(`theme=dark; ${NAME}=${token}`)).toBe(true)
  expect(hasCookie(undefined)).toBe(false)
})

test.each([
  ['none', undefined], ['an empty one', `${NAME}=`], ['one that is too short', `${NAME}=abc`], ['one with more', `${NAME}=${token}a`], ['one in quotes', `${NAME}="${token}"`],
  ['one without the prefix', `gatehouse-recovery=${token}`], ['one of another case', `__host-gatehouse-recovery=${token}`],
])('[S-21] %s opens nothing', (_, header) => {
  expect(tokenIn(header)).toBeUndefined()
})

test('[S-21] cookie tossing: of two with the name neither opens anything, whichever comes first', () => {
  expect(tokenIn(`${NAME}=${token}; ${NAME}=${'b'.repeat(43)}`)).toBeUndefined()
  expect(tokenIn(`${NAME}=; ${NAME}=${token}`)).toBeUndefined()
})
