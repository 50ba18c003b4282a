import type { Entrance, Secret } from '@gatehouse/contract'
import type { ProofWay } from '@gatehouse/contract/registration'
import { counting } from './counts.ts'
import type { Registered, Registration } from './ports.ts'

/** A number or an address of somebody, whoever brought it. */
export type Contact = {
  readonly kind: 'number' | 'mail'
  /** `1`, `2`; `company`: the directory holds it. */
  readonly slot: string
  readonly value: Secret
  /** How it can be used here; empty: not at all. */
  readonly ways: readonly ProofWay[]
  /** Absent where it is the directory's. */
  readonly registration?: Registration
}

/** What the directory holds for somebody, each as it can be used: an address, a number in E.164. */
export type Company = { readonly mail?: Secret | undefined; readonly number?: Secret | undefined }

/** How a number can be used at all: what is carried here, and what it can take. */
export type WaysOf = (kind: Contact['kind'], value: Secret) => readonly ProofWay[]

/** Names a contact to the person's page. */
export const nameOf = ({ kind, slot }: Pick<Contact, 'kind' | 'slot'>) => `${kind}-${slot}`

/** All that there is of somebody, whether it counts or not. What is the directory's and registered too is the person's. */
export function allContacts({ has }: Pick<Registered, 'has'>, company: Company, waysOf: WaysOf): readonly Contact[] {
  const own = (['number', 'mail'] as const).flatMap((kind) =>
    has[kind].map((registration): Contact => ({ kind, slot: registration.slot, value: registration.value, ways: waysOf(kind, registration.value), registration })))
  const theirs = (['number', 'mail'] as const).flatMap((kind): Contact[] => {
    const value = company[kind]
    const known = value === undefined || own.some((one) => one.kind === kind && isSame(one.value, value))
    return known ? [] : [{ kind, slot: 'company', value, ways: waysOf(kind, value) }]
  })
  return [...own, ...theirs]
}

/**
 * By what somebody can be proved here: what a recovery at this entrance would send its codes to. A registered one that counts comes
 * before what the directory holds, and stands in its place: whoever has an old address of the directory's changes nothing by it.
 * @param now milliseconds since 1970
 */
export function provableBy(contacts: readonly Contact[], registered: Registered, entrance: Entrance, now: number): readonly Contact[] {
  return (['number', 'mail'] as const).flatMap((kind) => {
    const counts = counting(registered, kind, entrance, now)
    const own = contacts.filter((one) => one.kind === kind && one.registration && counts.includes(one.registration))
    const list = own.length > 0 ? own : contacts.filter((one) => one.kind === kind && one.slot === 'company')
    const able = list.filter(({ ways }) => ways.length > 0)
    // What somebody else brought stands behind what the person has proved to be theirs, as in a recovery.
    const proved = able.filter(({ registration }) => registration !== undefined && registration.provedAt !== null)
    return proved.length > 0 ? proved : able
  })
}

/** As people mean it: an address in whatever case. */
export const isSame = (one: Secret, other: Secret) => one.reveal().toLowerCase() === other.reveal().toLowerCase()
