import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { lockOutAttributes, lockOutRules, mayBeTried, psoLockOutAttributes, wrongCount } from './wrong-count.ts'

const NOW = Date.parse('2026-05-04T10:00:00Z')
const fileTime = (time: number) => String((BigInt(time) + 11_644_473_600_000n) * 10_000n)
const rules = { threshold: 5, window: 30 * 60_000 }
const dn = 'CN=Ada,DC=corp,DC=example'

test('the rules of a domain, and of a password settings object', () => {
  expect(lockOutRules({ dn, lockoutThreshold: '10', lockOutObservationWindow: '-18000000000' }, lockOutAttributes)).toEqual({ threshold: 10, window: 1_800_000 })
  expect(lockOutRules({ dn, 'msDS-LockoutThreshold': '3', 'msDS-LockoutObservationWindow': '-600000000' }, psoLockOutAttributes)).toEqual({ threshold: 3, window: 60_000 })
})

test('rules that may not be read are not taken for none', () => {
  expect(() => lockOutRules({ dn }, lockOutAttributes)).toThrow(expect.objectContaining({ kind: 'denied' }))
  expect(() => lockOutRules({ dn, 'msDS-LockoutThreshold': '3' }, psoLockOutAttributes)).toThrow(expect.objectContaining({ kind: 'denied' }))
})

test.each([
  ['a minute ago', NOW - 60_000, 4],
  ['just within the time', NOW - rules.window, 4],
  ['past it, but not by more than a clock of whole seconds may be off', NOW - rules.window - 1_000, 4],
  ['past it', NOW - rules.window - 3_000, 0],
  ['in the future, as a clock that was put back has it', NOW + 60_000, 4],
])('[S-11] a wrong password %s', (_, last, count) => {
  expect(wrongCount({ dn, badPwdCount: '4', badPasswordTime: fileTime(last) }, rules, NOW)).toBe(count)
})

test('who never mistyped has no count, and one without a time counts', () => {
  expect(wrongCount({ dn }, rules, NOW)).toBe(0)
  expect(wrongCount({ dn, badPwdCount: '3', badPasswordTime: '0' }, rules, NOW)).toBe(3)
  expect(wrongCount({ dn, badPwdCount: '3' }, rules, NOW)).toBe(3)
})

test('[S-11] whoever guesses, from wherever at once, has the last try but one left to the person', () => {
  fc.assert(fc.property(fc.integer({ min: 1, max: 50 }), fc.integer({ min: 0, max: 60 }), (threshold, before) => {
    let count = before
    while (mayBeTried(count, { threshold, window: 0 })) count += 1
    expect(count === before || count <= threshold - 2).toBe(true)
  }))
})

test.each([[0, 100, true], [1, 0, false], [2, 0, false], [3, 0, true], [3, 1, false], [10, 7, true], [10, 8, false]])('a threshold of %i with %i counted', (threshold, count, may) => {
  expect(mayBeTried(count, { threshold, window: 0 })).toBe(may)
})
