import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { runs } from '../../../test/soak.ts'
import { srvOrder } from './srv-order.ts'

const record = (name: string, priority: number, weight: number) => ({ name, priority, weight, port: 389 })
const names = (records: readonly { name: string }[]) => records.map(({ name }) => name)

test('lower priorities go first, whatever the weights', () => {
  expect(names(srvOrder([record('far', 10, 100), record('near', 0, 0)], Math.random))).toEqual(['near', 'far'])
})

test('among equals the weight decides how often one is the first', () => {
  let drawn = 0
  // Every point of the dice once.
  const first = Array.from({ length: 101 }, (_, point) => {
    drawn = point
    return srvOrder([record('light', 0, 20), record('heavy', 0, 80)], () => drawn / 101)[0]?.name
  })
  expect(first.filter((name) => name === 'heavy').length).toBe(80)
})

test('without weight one is rarely before the others', () => {
  expect(names(srvOrder([record('weighty', 0, 50), record('weightless', 0, 0)], () => 0.5))).toEqual(['weighty', 'weightless'])
})

test('everybody is in it once, and no priority is out of order', () => {
  const records = fc.array(fc.record({ name: fc.string(), priority: fc.nat({ max: 3 }), weight: fc.nat({ max: 65_535 }), port: fc.constant(389) }), { maxLength: 8 })
  fc.assert(fc.property(records, fc.array(fc.double({ min: 0, max: 0.999_999, noNaN: true }), { minLength: 1 }), (all, dice) => {
    let drawn = 0
    const order = srvOrder(all, () => dice[drawn++ % dice.length] ?? 0)
    expect(order).toHaveLength(all.length)
    expect(new Set(order)).toEqual(new Set(all))
    expect(order.map(({ priority }) => priority)).toEqual(all.map(({ priority }) => priority).toSorted((one, other) => one - other))
  }), { numRuns: runs(200) })
})
