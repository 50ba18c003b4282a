import { expect, it } from 'vitest'
import { whenValues } from './when-words.ts'

it.each([
  [undefined, 'never', 0], [0, 'minutes', 1], [59, 'minutes', 1], [61, 'minutes', 2], [5340, 'minutes', 89], [5400, 'hours', 2], [3 * 3600, 'hours', 3],
])('%s seconds are %s %i', (seconds, unit, count) => {
  expect(whenValues(seconds)).toEqual({ unit, count })
})
