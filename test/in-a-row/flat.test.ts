import { describe, expect, test } from 'vitest'
import { type Figure, figuresOf, growth, isFlat, looksFlat } from './flat.ts'

/** Of a thousand recoveries, weighed after every fifth. @param value after so many */
const run = (kind: Figure['kind'], value: (after: number) => number): Figure =>
  ({ what: 'it', kind, values: Array.from({ length: 200 }, (_, at) => ({ after: (at + 1) * 5, value: value((at + 1) * 5) })) })

/** Up and down by two megabytes, differently after each recovery and the same in each run: what an allocator does, and more. */
const noise = (after: number) => 4000 * ((Math.sin(after * 12.9898) * 43758.5453) % 1) ** 2
/** What fills until it is full, as caches do, and compiled code. */
const filling = (after: number) => 3000 * (1 - Math.exp(-after / 80))

describe('memory', () => {
  const memory = (each: number) => run('memory', (after) => 100_000 + filling(after) + noise(after) + each * after)

  test('that goes up and down, and fills what it has, is flat', () => expect(isFlat(memory(0))).toBe(true))
  test('that a recovery takes 4 kB of, hidden in five hundred times as much, is not', () => {
    expect(isFlat(memory(4))).toBe(false)
    expect(growth(memory(4))).toBeGreaterThan(3)
  })
  test('one step, or one moment of much, is no leak', () => {
    expect(isFlat(run('memory', (after) => (after > 700 ? 1500 : 0)))).toBe(true)
    expect(isFlat(run('memory', (after) => (after === 500 ? 90_000 : 0)))).toBe(true)
  })
  test('the main process may keep what Electron itself does of each window, and no more than others besides', () => {
    expect(isFlat(run('main', (after) => 55_000 + 3.8 * after))).toBe(true)
    expect(isFlat(run('main', (after) => 55_000 + 4.2 * after))).toBe(false)
  })
  test('a step every hundred recoveries is one', () => expect(isFlat(run('memory', (after) => 400 * Math.floor(after / 100)))).toBe(false))
})

test('a handle that stays now and then is one too many; what wavers by a few is none', () => {
  expect(isFlat(run('handles', (after) => 80 + (after % 3)))).toBe(true)
  expect(isFlat(run('handles', (after) => 80 + (after > 400 ? 2 : 0)))).toBe(true)
  expect(isFlat(run('handles', (after) => 80 + Math.floor(after / 30)))).toBe(false)
})

test('what is exact does not move by one', () => {
  expect(isFlat(run('exact', () => 17))).toBe(true)
  expect(isFlat(run('exact', (after) => (after === 15 ? 18 : 17)))).toBe(false)
})

test('of a handful of recoveries each leaves nothing that can be counted', () => {
  const few = (kind: Figure['kind'], ...values: number[]): Figure => ({ what: 'it', kind, values: values.map((value, at) => ({ after: at + 2, value })) })
  expect(looksFlat(few('exact', 17, 17, 17, 18))).toBe(false)
  expect(looksFlat(few('handles', 80, 82, 81, 82))).toBe(true)
  expect(looksFlat(few('handles', 80, 81, 82, 83))).toBe(false)
  expect(looksFlat(few('memory', 80, 8100, 8200, 8300))).toBe(true)
})

test('a figure that is not there after every recovery is not flat', () => {
  const weighed = { exact: {}, handles: {}, heaps: {}, memory: {}, main: {} }
  const figures = figuresOf([{ after: 1, weighed }, { after: 2, weighed: { ...weighed, exact: { 'another process': 1 } } }])
  expect(figures.map(isFlat)).toEqual([false])
})
