import fc from 'fast-check'
import * as v from 'valibot'
import { describe, expect, it } from 'vitest'
import { runs } from '../../test/soak.ts'
import { hands, newRecovery, play } from '../recovery/machine.scenario.ts'
import type { Place } from '../recovery/recovery.ts'
import { StoredRecovery } from './stored-recovery.ts'

const read = (state: unknown) => v.parse(StoredRecovery, JSON.parse(JSON.stringify(state)))

describe('a stored recovery', () => {
  it('is read as it was written, wherever it may have come to', () => {
    fc.assert(fc.property(hands, fc.boolean(), (deeds, real) => {
      for (const { before, result } of play(newRecovery({ real }), deeds)) {
        expect(read(before)).toEqual(before)
        if (result.ok) expect(read(result.recovery)).toEqual(result.recovery)
      }
    }), { numRuns: runs(200) })
  })

  it('is read with every error that a place can have', () => {
    const places: Place[] = [
      { at: 'gate', gate: 'email-code', state: { counter: 1, sentAt: 1, triesLeft: 1, error: 'code-expired' } },
      { at: 'gate', gate: 'email-code', state: { counter: 1, sentAt: 1, triesLeft: 1, error: 'code-wrong' } },
      { at: 'choice', error: 'not-carried-out' },
      { at: 'new-password', error: 'password-refused' },
      { at: 'new-password', error: 'password-refused', reason: 'breached' },
      { at: 'new-password', error: 'not-carried-out' },
    ]
    for (const place of places) expect(read({ ...newRecovery(), place }).place).toEqual(place)
  })

  it('is read with everything that is noted of a change', () => {
    const working = { at: 'working', choice: 'set-password', since: 1, passwordMark: '1', lost: true } as const
    const places: Place[] = [
      working,
      { ...working, controller: 'dc1.corp.example', stamp: '3@dsa' },
      { ...working, lookAgainAt: 2, unclear: true },
      { at: 'done', choice: 'unlock', since: 1, foundOutAt: 2 },
      { at: 'ended', reason: 'unclear', notDone: { choice: 'unlock', since: 1 } },
    ]
    for (const place of places) expect(read({ ...newRecovery(), place }).place).toEqual(place)
  })

  it('is read with what the workstation said, whole or in part', () => {
    for (const workstation of [{ site: 'Berlin', controller: 'dc2.corp.example' }, { site: 'Berlin' }, { controller: 'dc2.corp.example' }]) {
      expect(read({ ...newRecovery(), workstation })).toEqual({ ...newRecovery(), workstation })
    }
  })

  it('is refused with a piece missing, changed or unknown', () => {
    const whole = newRecovery()
    expect(() => read({ ...whole, person: undefined })).toThrow()
    expect(() => read({ ...whole, passed: ['open-sesame'] })).toThrow()
    expect(() => read({ ...whole, place: { at: 'done' } })).toThrow()
  })
})
