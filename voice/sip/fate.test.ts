import { describe, expect, it } from 'vitest'
import { meaningOf } from './fate.ts'

describe('what a telephone system answers', () => {
  it.each([
    [486, 'busy'], [600, 'busy'], [603, 'busy'], [480, 'no-answer'], [408, 'no-answer'], [487, 'no-answer'],
  ])('%i is %s', (status, heard) => expect(meaningOf(status)).toEqual({ heard }))

  it.each([
    [301, 'refused'], [302, 'refused'], [401, 'refused'], [403, 'refused'], [404, 'refused'], [407, 'refused'], [410, 'refused'], [484, 'refused'], [488, 'refused'], [604, 'refused'], [606, 'refused'],
    [429, 'not-now'], [491, 'not-now'], [500, 'not-now'], [503, 'not-now'], [504, 'not-now'],
  ])('%i is %s, and nobody was called', (status, fate) => expect(meaningOf(status)).toEqual({ fate }))
})
