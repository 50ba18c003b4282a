import { describe, expect, test } from 'vitest'
import { hasCookie, recoveryCookie, registrationCookie } from './cookie.ts'

const token = 'a'.repeat(43)

describe.each([['__Host-gatehouse-recovery', recoveryCookie], ['__Host-gatehouse-registration', registrationCookie]] as const)('%s', (NAME, cookie) => {
  test('[S-21] the token is in a cookie of this host alone, over TLS alone, that no script reads and no other site sends', () => {
    for (const text of [cookie.keeps(token), cookie.forgets]) {
      const [pair = '', ...words] = text.split('; ')
      expect(pair.startsWith(`${NAME}=`)).toBe(true)
      expect(words).toEqual(expect.arrayContaining(['Path=/', 'Secure', 'HttpOnly', 'SameSite=Strict']))
      // With one of these a browser would keep it on the disk, or give it to a neighbour.
      expect(text).not.toMatch(/Domain|Expires|Max-Age=[1-9]/iu)
    }
    expect(cookie.forgets).toContain('Max-Age=0')
  })

  test('it is found among others', () => {
    expect(cookie.tokenIn(`theme=dark; ${NAME}=${token}; x=1`)?.reveal()).toBe(token)
    expect(hasCookie(`theme=dark; ${NAME}=${token}`)).toBe(true)
    expect(hasCookie(undefined)).toBe(false)
  })

  test.each([
    ['none', undefined], ['an empty one', `${NAME}=`], ['one that is too short', `${NAME}=abc`], ['one with more', `${NAME}=${token}a`], ['one in quotes', `${NAME}="${token}"`],
    ['one without the prefix', `gatehouse-token=${token}`], ['one of another case', `${NAME.toLowerCase()}=${token}`],
  ])('[S-21] %s opens nothing', (_, header) => {
    expect(cookie.tokenIn(header)).toBeUndefined()
  })

  test('[S-21] cookie tossing: of two with the name neither opens anything, whichever comes first', () => {
    expect(cookie.tokenIn(`${NAME}=${token}; ${NAME}=${'b'.repeat(43)}`)).toBeUndefined()
    expect(cookie.tokenIn(`${NAME}=; ${NAME}=${token}`)).toBeUndefined()
  })
})

test('[S-16] the token of a recovery is none of registration, and the other way round', () => {
  expect(registrationCookie.tokenIn(recoveryCookie.keeps(token).split(';')[0])).toBeUndefined()
  expect(recoveryCookie.tokenIn(registrationCookie.keeps(token).split(';')[0])).toBeUndefined()
})
