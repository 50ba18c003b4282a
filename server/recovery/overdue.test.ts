import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { runs } from '../../test/soak.ts'
import { lateNoticesOf } from './messages-of.ts'
import { hands, newRecovery, play, START } from './machine.scenario.ts'
import { afterItsTime, dueAt, postponed } from './overdue.ts'
import type { Place, Recovery } from './recovery.ts'

const MINUTE = 60_000
const END = START + 15 * MINUTE
const working = { at: 'working', choice: 'set-password', since: START + 14 * MINUTE, passwordMark: '1', controller: 'dc1', lost: true } as const
const at = (place: Place): Recovery => ({ ...newRecovery(), place })
const about = { recovery: 'a1b2', caseNumber: '7K4P-29QX' }
const endedUnclear = { kind: 'ended', reason: 'unclear', ...about }
const outcome = (what: string) => ({ kind: 'outcome', choice: 'set-password', outcome: what, ...about })

describe('a recovery of which nobody hears any more', () => {
  it('is looked at when its time is over, and one whose choice is being carried out when that can be decided', () => {
    expect(dueAt(newRecovery())).toBe(END)
    expect(dueAt(at(working))).toBe(START + 15 * MINUTE)
    expect(dueAt(at({ at: 'done', choice: 'unlock' }))).toBeUndefined()
    expect(dueAt(at({ at: 'ended', reason: 'cancelled' }))).toBeUndefined()
  })

  it('has ended, on the record, when nobody finished it', () => {
    expect(afterItsTime(newRecovery(), undefined, END - 12 * MINUTE - 1)).toBeUndefined()
    expect(afterItsTime(newRecovery(), undefined, END)).toEqual({ recovery: at({ at: 'ended', reason: 'expired' }), entries: [{ kind: 'ended', reason: 'expired', ...about }], tell: false })
  })

  it('whose choice had a lost answer is unclear, told once, and asked about less and less often', () => {
    const first = afterItsTime(at(working), undefined, END) ?? expect.fail('it is over')
    expect(first.entries).toEqual([endedUnclear])
    expect(first.recovery.place).toEqual({ ...working, unclear: true, lookAgainAt: END + MINUTE })
    const later = END + 2 * 60 * MINUTE
    const second = afterItsTime(first.recovery, undefined, later) ?? expect.fail('it is over')
    expect(second.entries).toEqual([])
    expect(dueAt(second.recovery)).toBe(later + (2 * 60 + 1) * MINUTE / 4)
    expect(dueAt(postponed(second.recovery, later + 1000 * MINUTE))).toBe(later + 1060 * MINUTE)
  })

  it.each<[Parameters<typeof afterItsTime>[1], Place, object[], boolean]>([
    ['done', { at: 'done', choice: 'set-password', since: working.since, controller: 'dc1', foundOutAt: END }, [outcome('done')], true],
    ['not-done', { at: 'ended', reason: 'unclear', notDone: { choice: 'set-password', since: working.since } }, [endedUnclear, outcome('not-done')], true],
    ['gone', { at: 'ended', reason: 'unclear' }, [endedUnclear, outcome('gone')], false],
    ['never-known', { at: 'ended', reason: 'unclear' }, [endedUnclear], false],
  ])('is settled as soon as the directory tells: %s', (became, place, entries, tell) => {
    expect(afterItsTime(at(working), became, END)).toEqual({ recovery: at(place), entries, tell })
    const told = afterItsTime(at({ ...working, unclear: true }), became, END)
    expect(told?.entries).toEqual(entries.filter((entry) => entry !== endedUnclear))
    expect(dueAt(told?.recovery ?? expect.fail())).toBeUndefined()
    expect(lateNoticesOf(at(place), END).map(({ since, late }) => [since, late])).toEqual(tell ? [[working.since, END], [working.since, END]] : [])
  })

  it('comes to an end or is due later, wherever it is left, and is never carried out by that', () => {
    fc.assert(fc.property(hands, fc.option(fc.constantFrom('done', 'not-done', 'gone', 'never-known'), { nil: undefined }), fc.nat({ max: 40 * MINUTE }), (deeds, became, after) => {
      for (const { before } of play(newRecovery(), deeds)) {
        const now = START + after
        const ended = afterItsTime(before, became, now)
        if (!ended) continue
        expect(dueAt(ended.recovery) ?? Infinity).toBeGreaterThan(now)
        expect(ended.recovery.place.at === 'done').toBe(before.place.at === 'working' && became === 'done')
        expect(ended.recovery.passed).toEqual(before.passed)
      }
    }), { numRuns: runs(300) })
  })
})
