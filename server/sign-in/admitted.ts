import type { Account } from '../recovery/recovery.ts'
import type { NotPossible, SignedIn } from './ports.ts'

/**
 * Whether somebody who has proved who they are may register: only for an account that they could sign in with, and never for one that
 * is not recovered here, or what is registered for it would lie about for nothing (S-17).
 */
export function admitted(person: string, account: Account): SignedIn & { readonly kind: 'signed-in' } | NotPossible {
  const why = whyNot(account)
  return why === undefined ? { kind: 'signed-in', person, account: account.name, names: account.names } : { kind: 'not-possible', why }
}

/** What only an administrator can change comes first. A lock-out is nothing that the owner of a ticket did. */
function whyNot({ protected: isProtected, disabled, accountExpired, mustChange, passwordExpired }: Account): NotPossible['why'] | undefined {
  if (isProtected) return 'protected'
  if (disabled) return 'disabled'
  if (accountExpired) return 'account-expired'
  if (mustChange) return 'must-change'
  return passwordExpired ? 'password-expired' : undefined
}
