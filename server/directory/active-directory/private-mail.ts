import type { Entry } from 'ldapts'
import { isMailboxOf } from '../../registration/own-mailbox.ts'
import { texts } from './entry.ts'

// Where the account's own mailbox is named: whoever is locked out of the account is locked out of it too.
const OWN_MAILBOX = ['mail', 'proxyAddresses', 'userPrincipalName']

/** What is asked for. @param attributes where private addresses are kept */
export const mailAttributes = (...attributes: readonly string[]): readonly string[] => [...attributes, ...OWN_MAILBOX]

/** @returns every address of the mailbox that the account itself opens, as the directory writes them */
export const ownMailboxesFrom = (entry: Entry): readonly string[] => OWN_MAILBOX.flatMap((one) => texts(entry, one))

/** @returns the first value of `attribute` that is not the account's own; whether it is an address, whoever sends there judges */
export function privateMailFrom(entry: Entry, attribute: string): string | undefined {
  const own = ownMailboxesFrom(entry)
  return texts(entry, attribute).map((value) => value.trim()).find((value) => !isMailboxOf(own, value))
}
