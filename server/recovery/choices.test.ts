import { choices } from '@gatehouse/contract'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { runs } from '../../test/soak.ts'
import { choicesFor, helps, whyNot } from './choices.ts'
import { anyAccount, lockedAccount } from './machine.scenario.ts'
import type { Account } from './recovery.ts'

test('a locked account: both ways help', () => {
  expect(choicesFor(lockedAccount, choices)).toEqual([{ choice: 'unlock' }, { choice: 'set-password' }])
})

const later = { hours: { from: 1 } } as const
test.each<[Partial<Account>, string | undefined, string | undefined]>([
  [{ locked: false }, 'not-locked', undefined],
  [{ passwordExpired: true }, 'password-expired', undefined],
  [{ passwordExpired: true, mustChange: true }, 'must-change', undefined],
  [{ passwordExpired: true, locked: false }, 'password-expired', undefined],
  [later, 'outside-hours', undefined],
  [{ ...later, locked: false }, 'not-locked', undefined],
  [{ hours: 'never' }, 'outside-hours', 'outside-hours'],
  [{ smartCardRequired: true }, undefined, 'smart-card-required'],
  [{ mayNotChange: true }, undefined, 'cannot-change'],
  [{ mayNotChange: true, passwordExpired: true }, 'password-expired', 'cannot-change'],
  [{ mayNotChange: true, smartCardRequired: true, locked: false }, 'not-locked', 'smart-card-required'],
  [{ accountExpired: true, mayNotChange: true }, 'account-expired', 'account-expired'],
  [{ disabled: true, accountExpired: true }, 'disabled', 'disabled'],
  [{ protected: true, disabled: true }, 'protected', 'protected'],
])('%j: an unlock %s, a new password %s', (different, unlock, setPassword) => {
  const account = { ...lockedAccount, ...different }
  expect([whyNot('unlock', account, choices), whyNot('set-password', account, choices)]).toEqual([unlock, setPassword])
})

test('what a workflow does not allow is not offered, whatever would help; what the account bars says more', () => {
  expect(whyNot('set-password', lockedAccount, ['unlock'])).toBe('not-allowed')
  expect(whyNot('unlock', lockedAccount, ['set-password'])).toBe('not-allowed')
  expect(whyNot('unlock', { ...lockedAccount, disabled: true }, ['set-password'])).toBe('disabled')
})

test('[S-17] nothing whatever helps a protected account', () => {
  fc.assert(fc.property(anyAccount, fc.constantFrom('unlock' as const, 'set-password' as const), (account, choice) => {
    expect(helps(choice, { ...account, protected: true }, choices)).toBe(false)
  }), { numRuns: runs(200) })
})
