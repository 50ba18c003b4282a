import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { runs } from '../../test/soak.ts'
import type { DeviceState } from './ports.ts'
import { judgeSeen, type Seen } from './seen.ts'

/** A store in plain words, without time. */
function memory() {
  let state: DeviceState = 'known'
  let highest = 0
  const tickets = new Map<number, { jkt: string; refused: boolean; lives: boolean }>()
  return (seq: number, jkt: string): Seen => {
    const seen = judgeSeen({ state, highest, ticket: tickets.get(seq) }, { seq, jkt })
    if (seen === 'copied') state = 'copied'
    if (seen === 'fresh' || seen === 'behind') tickets.set(seq, tickets.get(seq) ?? { jkt, refused: seen === 'behind', lives: true })
    if (seen === 'fresh') highest = seq
    return seen
  }
}

describe('[S-06] the numbers of a device’s tickets', () => {
  test.each<[string, [number, string][], Seen]>([
    ['the first', [[1, 'a']], 'fresh'],
    ['the next, and after a gap', [[1, 'a'], [2, 'b'], [9, 'c']], 'fresh'],
    ['the same ticket again', [[1, 'a'], [1, 'a']], 'again'],
    ['the same ticket again, after a newer one', [[1, 'a'], [2, 'b'], [1, 'a']], 'again'],
    ['one that comes after a newer one', [[2, 'b'], [1, 'a']], 'behind'],
    ['that one again', [[2, 'b'], [1, 'a'], [1, 'a']], 'behind'],
    ['the greatest number, with another key', [[1, 'a'], [1, 'b']], 'copied'],
    ['a number below, with another key', [[1, 'a'], [2, 'b'], [1, 'c']], 'copied'],
    ['one that was refused, with another key', [[2, 'b'], [1, 'a'], [1, 'c']], 'copied'],
    ['the next of a device that was copied', [[1, 'a'], [1, 'b'], [2, 'c']], 'gone'],
  ])('[S-06] %s', (_, tickets, is) => {
    const see = memory()
    expect(tickets.map(([seq, jkt]) => see(seq, jkt)).at(-1)).toBe(is)
  })

  test('[S-06] a quarter of an hour after it was first seen a ticket is over, and a copy of its number still is one', () => {
    const before = { state: 'approved', highest: 3, ticket: { jkt: 'a', refused: false, lives: false } } as const
    expect(judgeSeen(before, { seq: 3, jkt: 'a' })).toBe('over')
    expect(judgeSeen(before, { seq: 3, jkt: 'b' })).toBe('copied')
  })

  test('[S-06] a device alone is never taken for a copy, in whatever order its tickets come', () => {
    fc.assert(fc.property(fc.array(fc.integer({ min: 1, max: 8 }), { maxLength: 30 }), (numbers) => {
      const see = memory()
      for (const seq of numbers) expect(['fresh', 'again', 'behind']).toContain(see(seq, `key of ${seq}`))
    }), { numRuns: runs(200) })
  })

  test('[S-06] as soon as two that count by themselves have come to the same number, it is known', () => {
    fc.assert(fc.property(fc.array(fc.boolean(), { maxLength: 30 }), (turns) => {
      const see = memory()
      const next = { original: 0, copy: 0 }
      let known = false
      for (const isOriginal of turns) {
        const who = isOriginal ? 'original' : 'copy'
        next[who] += 1
        const met = next[who] <= next[isOriginal ? 'copy' : 'original']
        const seen = see(next[who], `${who} ${next[who]}`)
        expect(seen).toBe(known ? 'gone' : met ? 'copied' : 'fresh')
        known ||= met
      }
    }), { numRuns: runs(200) })
  })
})
