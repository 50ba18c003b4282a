import { AndFilter, type Entry, EqualityFilter, type Filter, OrFilter } from 'ldapts'
import { oneSpelling } from '../../throttle/typed-name.ts'
import { sameName, type TypedName } from '../typed-name.ts'
import { bytes, text } from './entry.ts'
import { guidText } from './guid.ts'

export const personAttributes = ['objectGUID', 'sAMAccountName', 'userPrincipalName'] as const
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

/** The filter for the person of this SID, which only one ever has. */
export const sidFilter = (sid: string): Filter => new AndFilter({ filters: [...PERSON, is('objectSid', sid)] })

/** @returns the objectGUID in the one entry that such a filter finds */
export const personOfSid = (entries: readonly Entry[]): string | undefined => entries.flatMap(personIn)[0]

/** The filter for all people. */
export const everyPerson = (): Filter => new AndFilter({ filters: PERSON })

/** The filter for whatever has this name, groups and computers among them. */
export function namedFilter(typed: TypedName, suffixes: ReadonlySet<string>): Filter {
  if (typed.spelling === 'account') return is('sAMAccountName', typed.name)
  const explicit = is('userPrincipalName', typed.principal)
  return suffixes.has(typed.suffix.toLowerCase()) ? new OrFilter({ filters: [explicit, is('sAMAccountName', typed.name)] }) : explicit
}

/** The filter for everybody of whose names this is one, whatever stands before or behind it. */
export function namesakesFilter({ name }: TypedName, suffixes: ReadonlySet<string>): Filter {
  const spellings = [...new Set([name, oneSpelling(name)])]
  const named = spellings.flatMap((one) => [is('sAMAccountName', one), ...[...suffixes].map((suffix) => is('userPrincipalName', `${one}@${suffix}`))])
  return new AndFilter({ filters: [...PERSON, new OrFilter({ filters: named })] })
}

/** @param entries what that filter found @returns their objectGUIDs */
export const namesakesFrom = (entries: readonly Entry[], { name }: TypedName): string[] =>
  entries.flatMap((entry) => (isName(name, text(entry, 'sAMAccountName')) || isName(name, halvesOf(text(entry, 'userPrincipalName'))?.[0]) ? personIn(entry) : []))

/** Somebody who may be meant: `given` when the name is one that they were given, and does not only follow from their account's. */
export type Candidate = { readonly person: string; readonly given: boolean }

/**
 * @param entries what the filter found. Directories take more for one name than we do, such as `ss` for `ß`; a name that only they
 *   take for somebody's is nobody's here, or it would show another workflow than it shows where nobody is (S-10)
 */
export function candidatesFrom(entries: readonly Entry[], typed: TypedName): Candidate[] {
  return entries.flatMap((entry) => {
    const given = typed.spelling === 'principal' && isPrincipal(typed, text(entry, 'userPrincipalName'))
    return given || isName(typed.name, text(entry, 'sAMAccountName')) ? personIn(entry).map((person) => ({ person, given })) : []
  })
}

function personIn(entry: Entry): string[] {
  const guid = bytes(entry, 'objectGUID')
  const person = guid && guidText(guid)
  return person === undefined ? [] : [person]
}

const isName = (typed: string, name: string | undefined) => name !== undefined && oneSpelling(typed) === oneSpelling(name)

function isPrincipal(typed: TypedName & { spelling: 'principal' }, principal: string | undefined): boolean {
  const [name, suffix] = halvesOf(principal) ?? []
  return isName(typed.name, name) && sameName(typed.suffix.trim(), suffix)
}

const halvesOf = (principal: string | undefined): [name: string, suffix: string] | undefined => {
  const at = principal?.lastIndexOf('@') ?? -1
  return principal === undefined || at < 0 ? undefined : [principal.slice(0, at), principal.slice(at + 1)]
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
