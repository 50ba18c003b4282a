import fc from 'fast-check'
import { expect, it } from 'vitest'
import { runs } from '../soak.ts'
import { slower } from './slower.ts'

it('counts the pairs in which one is slower, and half of those that are even', () => {
  expect(slower([2, 3], [1, 1]).share).toBe(1)
  expect(slower([1, 1], [2, 3]).share).toBe(0)
  expect(slower([1, 2, 3], [1, 2, 3]).share).toBe(0.5)
  expect(slower([1, 5], [1, 2]).share).toBe((0.5 + 0 + 1 + 1) / 4)
})

it('is what counting every pair says', () => {
  const times = fc.array(fc.integer({ min: 0, max: 20 }), { minLength: 2, maxLength: 30 })
  fc.assert(fc.property(times, times, (one, other) => {
    const pairs = one.flatMap((a) => other.map((b) => (a > b ? 1 : a === b ? 0.5 : 0)))
    expect(slower(one, other).share).toBeCloseTo(pairs.reduce<number>((sum, pair) => sum + pair, 0) / pairs.length, 10)
  }), { numRuns: runs(200) })
})

it('its interval holds the truth 19 times in 20', () => {
  // Numbers that look drawn by lot and are the same in every run (Knuth, MMIX).
  let state = 1n
  const drawn = () => Number((state = (state * 6364136223846793005n + 1442695040888963407n) & 0xffff_ffff_ffff_ffffn) >> 11n) / 2 ** 53
  const some = () => Array.from({ length: 200 }, () => drawn() + drawn() * (drawn() < 0.1 ? 20 : 1))
  const held = Array.from({ length: 1000 }, () => slower(some(), some())).filter(({ low, high }) => low <= 0.5 && 0.5 <= high).length
  expect(held).toBeGreaterThan(930)
  expect(held).toBeLessThan(970)
})
