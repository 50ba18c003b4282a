import { type Choice, choices, type WhyNot } from '@gatehouse/contract'
import type { Account } from './recovery.ts'

/** Why this choice cannot help this account, or is not allowed by its workflow; undefined: it can. What only the helpdesk can change comes first. */
export function whyNot(choice: Choice, account: Account, allowed: readonly Choice[]): WhyNot | undefined {
  if (account.protected) return 'protected'
  if (account.disabled) return 'disabled'
  if (account.accountExpired) return 'account-expired'
  if (account.hours === 'never') return 'outside-hours'
  if (!allowed.includes(choice)) return 'not-allowed'
  return choice === 'unlock' ? whyNoUnlock(account) : whyNoPassword(account)
}

function whyNoUnlock({ locked, passwordExpired, mustChange, hours }: Account): WhyNot | undefined {
  // The old password would be accepted and at once refused as too old: an unlock alone does not get anyone in.
  if (passwordExpired) return mustChange ? 'must-change' : 'password-expired'
  if (!locked) return 'not-locked'
  // A new password is of use once the hours begin; an unlock that nobody can use yet only gives a guesser more tries.
  return hours === 'now' ? undefined : 'outside-hours'
}

function whyNoPassword({ smartCardRequired, mayNotChange }: Account): WhyNot | undefined {
  if (smartCardRequired) return 'smart-card-required'
  return mayNotChange ? 'cannot-change' : undefined
}

export const helps = (choice: Choice, account: Account, allowed: readonly Choice[]) => whyNot(choice, account, allowed) === undefined

/** Both choices, each with the reason why it cannot help, where it cannot. */
export const choicesFor = (account: Account, allowed: readonly Choice[]) =>
  choices.map((choice) => {
    const reason = whyNot(choice, account, allowed)
    return reason ? { choice, whyNot: reason } : { choice }
  })
