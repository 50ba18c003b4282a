import { describe, expect, it } from 'vitest'
import { meaningOf } from './fate.ts'

describe('what a telephone system answers', () => {
  it.each([
    [486, 'busy'], [600, 'busy'], [603, 'busy'], [480, 'no-answer'], [408, 'no-answer'], [487, 'no-answer'],
  ])('%i is %s', (status, heard) => expect(meaningOf(status)).toEqual({ heard }))

  it.each([
    [404, 'refused'], [410, 'refused'], [484, 'refused'], [604, 'refused'],
    [301, 'not-now'], [302, 'not-now'], [401, 'not-now'], [403, 'not-now'], [407, 'not-now'], [488, 'not-now'], [606, 'not-now'], [429, 'not-now'], [491, 'not-now'], [500, 'not-now'], [503, 'not-now'], [504, 'not-now'],
  ])('%i is %s, and nobody was called', (status, fate) => expect(meaningOf(status)).toEqual({ fate }))
})
