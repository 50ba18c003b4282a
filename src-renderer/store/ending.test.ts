import { expect, it } from 'vitest'
import { asTimer, secondsLeft } from './ending.ts'

it('seconds count from when they were said, never below none', () => {
  const ending = { endsIn: 24, saidAt: 1000 }
  expect(secondsLeft(ending, 1000)).toBe(24)
  expect(secondsLeft(ending, 1001)).toBe(24)
  expect(secondsLeft(ending, 2000)).toBe(23)
  expect(secondsLeft(ending, 99_000)).toBe(0)
})

it.each([[0, '0:00'], [24, '0:24'], [65, '1:05'], [600, '10:00']])('%i seconds read %s', (seconds, text) => {
  expect(asTimer(seconds)).toBe(text)
})
