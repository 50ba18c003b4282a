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
 * @param dnsDomain `corp.example.test`: every account also has the principal `sAMAccountName@dnsDomain` (MS-ADTS 5.1.1.1.1)
 */
export function personFilter(typed: TypedName, dnsDomain: string): Filter {
  return new AndFilter({ filters: [...PERSON, namedFilter(typed, dnsDomain)] })
}

/** The filter for all people. */
export const everyPerson = (): Filter => new AndFilter({ filters: PERSON })

/** The filter for whatever has this name, groups and computers among them. */
export function namedFilter(typed: TypedName, dnsDomain: string): Filter {
  if (typed.spelling === 'account') return is('sAMAccountName', typed.name)
  const explicit = is('userPrincipalName', typed.principal)
  return sameName(typed.suffix, dnsDomain) ? new OrFilter({ filters: [explicit, is('sAMAccountName', typed.name)] }) : explicit
}

/**
 * @param entries what the filter found
 * @returns the objectGUID of the only one; a principal that somebody was given goes before one that follows from an account's
 *   name, as at a sign-in
 */
export function onlyPerson(entries: readonly Entry[], typed: TypedName): string | undefined {
  const given = typed.spelling === 'principal' ? entries.filter((entry) => sameName(typed.principal, text(entry, 'userPrincipalName'))) : []
  const [one, ...others] = given.length > 0 ? given : entries
  const guid = one && bytes(one, 'objectGUID')
  return guid && others.length === 0 ? guidText(guid) : undefined
}
