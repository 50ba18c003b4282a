import fc from 'fast-check'
import * as v from 'valibot'
import { describe, expect, it } from 'vitest'
import { runs } from '../../test/soak.ts'
import { hands, newRecovery, play } from '../recovery/machine.scenario.ts'
import type { Recovery } from '../recovery/recovery.ts'
import { besideOf, withBeside } from './beside.ts'
import { StoredRecovery } from './stored-recovery.ts'

const read = (stored: unknown) => v.parse(StoredRecovery, JSON.parse(JSON.stringify(stored)))
/** Read and saved again by a server that knows no more than this one. */
const saved = (stored: unknown, change: (recovery: Recovery) => Recovery): unknown => {
  const from = read(stored)
  return JSON.parse(JSON.stringify(withBeside(from, change(from), besideOf(stored, from))))
}

describe('what a newer server has put into a recovery', () => {
  it('[F-32] goes through every step that an older one takes, and changes none', () => {
    fc.assert(fc.property(hands, fc.jsonValue(), (deeds, value) => {
      const more = (known: Recovery) => ({ ...known, newer: value, terms: { ...known.terms, newer: value, recovery: { ...known.terms.recovery, newer: value } } })
      for (const { before, result } of play(newRecovery(), deeds)) {
        const to = result.ok ? result.recovery : before
        expect(saved(more(before), () => to)).toEqual(JSON.parse(JSON.stringify(more(to))))
      }
    }), { numRuns: runs(100) })
  })

  it('stays with a place as long as it is the same one, and goes when it is left', () => {
    const at = (place: Recovery['place'], more = {}) => ({ ...newRecovery(), place: { ...place, ...more } })
    const gate = { at: 'gate', gate: 'email-code', state: { counter: 1, sentAt: 1, triesLeft: 3 } } as const
    const working = { at: 'working', choice: 'unlock', since: 1, passwordMark: '1', lost: false } as const
    const moved = (from: Recovery['place'], to: Recovery['place']) => saved(at(from, { newer: 1 }), (recovery) => ({ ...recovery, place: to }))
    expect(moved(working, { ...working, lost: true })).toEqual(at({ ...working, lost: true }, { newer: 1 }))
    expect(moved(gate, { ...gate, state: { ...gate.state, triesLeft: 2 } })).toEqual(at({ ...gate, state: { ...gate.state, triesLeft: 2 } }, { newer: 1 }))
    expect(moved(working, { ...working, since: 2 })).toEqual(at({ ...working, since: 2 }))
    expect(moved(gate, { ...gate, state: { ...gate.state, counter: 2 } })).toEqual(at({ ...gate, state: { ...gate.state, counter: 2 } }))
    expect(moved(working, { at: 'done', choice: 'unlock' })).toEqual(at({ at: 'done', choice: 'unlock' }))
  })

  it('is nothing where this server wrote it: what one of ours takes away does not come back', () => {
    const wrong = { ...newRecovery(), place: { at: 'choice', error: 'not-carried-out' } as const }
    expect(besideOf(wrong, read(wrong))).toBeUndefined()
    expect(saved({ ...wrong, newer: true }, (recovery) => ({ ...recovery, place: { at: 'choice' } }))).toEqual({ ...wrong, place: { at: 'choice' }, newer: true })
  })
})
