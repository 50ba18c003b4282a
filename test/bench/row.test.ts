import { expect, test } from 'vitest'
import { median, rowOf, table } from './row.ts'

test('the median is the middle, between the two middle ones where there are two, and does not mind one that is far off', () => {
  expect(median([3, 900, 1])).toBe(3)
  expect(median([4, 1, 2, 900])).toBe(3)
  expect(() => median([])).toThrow()
})

test('a row says how many times the other it is', () => {
  const row = rowOf({ bench: 'client', case: 'first-screen', metric: 'time', unit: 'ms' }, [390, 400, 401], [300, 320, 900])
  expect(row).toEqual({ bench: 'client', case: 'first-screen', metric: 'time', unit: 'ms', value: 400, beside: 320, ratio: 1.25 })
  expect(table([row]).split('\n').at(-1)).toBe('client/first-screen  time    ms    400.0   320.0   1.25')
})
