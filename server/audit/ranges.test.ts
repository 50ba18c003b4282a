import { expect, test } from 'vitest'
import { inRanges } from './ranges.ts'

const unknown = (seq: number, chain = 'a') => ({ what: 'key-unknown', chain, seq }) as const

test('what follows each other and is wrong in the same way is told once', () => {
  expect(inRanges([unknown(1), unknown(2), unknown(3)])).toEqual([{ ...unknown(1), upTo: 3 }])
  expect(inRanges([unknown(1), { what: 'missing', chain: 'a', seq: 2, upTo: 4 }, { what: 'missing', chain: 'a', seq: 5, upTo: 6 }]))
    .toEqual([unknown(1), { what: 'missing', chain: 'a', seq: 2, upTo: 6 }])
})

test('a gap, another chain and another kind are told apart', () => {
  const apart = [unknown(1), unknown(3), unknown(4, 'b'), { what: 'changed', chain: 'b', seq: 5 } as const]
  expect(inRanges(apart)).toEqual(apart)
  expect(inRanges([])).toEqual([])
})
