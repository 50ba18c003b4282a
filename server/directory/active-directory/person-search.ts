import { AndFilter, type Entry, EqualityFilter, type Filter, OrFilter } from 'ldapts'
import { sameName, type TypedName } from '../typed-name.ts'
import { bytes, text } from './entry.ts'
import { guidText } from './guid.ts'

export const personAttributes = ['objectGUID', 'userPrincipalName'] as const
export const personBytes = ['objectGUID'] as const

const is = (attribute: string, value: string) => new EqualityFilter({ attribute, value })

// People, not computers and not the accounts of trusts, which are of class user and category person too: MS-SAMR 2.2.1.9,
// SAM_USER_OBJECT.
const PERSON = [is('objectCategory', 'person'), is('objectClass', 'user'), is('sAMAccountType', String(0x3000_0000))]

/**
 * The filter for whoever has this name. It is built from objects, never from text: what was typed is a value and stays one.
 * @param suffixes `corp.example.test` and what the forest says instead of it, in lower case: every account also has the principal
 *   `sAMAccountName@suffix` (MS-ADTS 5.1.1.1.1)
 */
export function personFilter(typed: TypedName, suffixes: ReadonlySet<string>): Filter {
  return new AndFilter({ filters: [...PERSON, namedFilter(typed, suffixes)] })
}

/** The filter for all people. */
export const everyPerson = (): Filter => new AndFilter({ filters: PERSON })

/** The filter for whatever has this name, groups and computers among them. */
export function namedFilter(typed: TypedName, suffixes: ReadonlySet<string>): Filter {
  if (typed.spelling === 'account') return is('sAMAccountName', typed.name)
  const explicit = is('userPrincipalName', typed.principal)
  return suffixes.has(typed.suffix.toLowerCase()) ? new OrFilter({ filters: [explicit, is('sAMAccountName', typed.name)] }) : explicit
}

/** Somebody who may be meant: `given` when the name is one that they were given, and does not only follow from their account's. */
export type Candidate = { readonly person: string; readonly given: boolean }

/** @param entries what the filter found */
export function candidatesFrom(entries: readonly Entry[], typed: TypedName): Candidate[] {
  return entries.flatMap((entry) => {
    const guid = bytes(entry, 'objectGUID')
    const person = guid && guidText(guid)
    return person === undefined ? [] : [{ person, given: typed.spelling === 'principal' && sameName(typed.principal, text(entry, 'userPrincipalName')) }]
  })
}

/**
 * @returns the objectGUID of the only one; a principal that somebody was given goes before one that follows from an account's
 *   name, as at a sign-in
 */
export function onlyPerson(candidates: readonly Candidate[]): string | undefined {
  const given = candidates.filter((one) => one.given)
  const [one, ...others] = given.length > 0 ? given : candidates
  return others.length === 0 ? one?.person : undefined
}
