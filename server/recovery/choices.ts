import { type Choice, choices, type WhyNot } from '@gatehouse/contract'
import type { Account } from './recovery.ts'

/** Why this choice cannot help this account; undefined: it can. */
export function whyNot(choice: Choice, account: Account): WhyNot | undefined {
  if (account.disabled) return 'disabled'
  if (account.accountExpired) return 'account-expired'
  if (choice === 'set-password') return undefined
  // The old password would be accepted and at once refused as too old: an unlock alone does not get anyone in.
  if (account.passwordExpired) return 'password-expired'
  return account.locked ? undefined : 'not-locked'
}

export const helps = (choice: Choice, account: Account) => whyNot(choice, account) === undefined

/** Both choices, each with the reason why it cannot help, where it cannot. */
export const choicesFor = (account: Account) =>
  choices.map((choice) => {
    const reason = whyNot(choice, account)
    return reason ? { choice, whyNot: reason } : { choice }
  })
