import { expect, test } from 'vitest'
import type { Account } from '../recovery/recovery.ts'
import { admitted } from './admitted.ts'

const sound: Account = {
  name: 'ada', names: ['ada', 'Ada Locked'], locked: false, disabled: false, accountExpired: false, passwordExpired: false, mustChange: false, mayNotChange: false,
  smartCardRequired: false, hours: 'now', protected: false, passwordMark: '1',
}

test('who could sign in may register: also with a card alone, at another hour, and while somebody else has locked them out', () => {
  for (const state of [{}, { smartCardRequired: true }, { hours: { from: 1 } }, { locked: true }, { mayNotChange: true }]) {
    expect(admitted('guid', { ...sound, ...state })).toEqual({ kind: 'signed-in', person: 'guid', account: 'ada', names: ['ada', 'Ada Locked'] })
  }
})

test.each([
  [{ disabled: true }, 'disabled'], [{ accountExpired: true }, 'account-expired'], [{ passwordExpired: true }, 'password-expired'],
  [{ passwordExpired: true, mustChange: true }, 'must-change'],
] as const)('%j: %s', (state, why) => {
  expect(admitted('guid', { ...sound, ...state })).toEqual({ kind: 'not-possible', why })
})

test('[S-17] nothing is registered for a protected account, whatever else is true of it', () => {
  expect(admitted('guid', { ...sound, protected: true, disabled: true })).toEqual({ kind: 'not-possible', why: 'protected' })
})
