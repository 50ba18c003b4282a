import type { Entry } from 'ldapts'
import { texts } from './entry.ts'

// Where the account's own mailbox is named: whoever is locked out of the account is locked out of it too.
const OWN_MAILBOX = ['mail', 'proxyAddresses', 'userPrincipalName']

/** @param attribute where private addresses are kept */
export const mailAttributes = (attribute: string): readonly string[] => [attribute, ...OWN_MAILBOX]

/** @returns the first value of `attribute` that is not the account's own; whether it is an address, whoever sends there judges */
export function privateMailFrom(entry: Entry, attribute: string): string | undefined {
  const own = new Set(OWN_MAILBOX.flatMap((one) => texts(entry, one)).map((value) => plain(value)))
  return texts(entry, attribute).map((value) => value.trim()).find((value) => !own.has(plain(value)))
}

// proxyAddresses writes `SMTP:ada@corp.example` for the first address and `smtp:` for the others.
const plain = (value: string) => value.trim().toLowerCase().replace(/^smtp:/, '')
