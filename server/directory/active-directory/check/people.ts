import type { Entry } from 'ldapts'
import { daclOnly } from '../control.ts'
import { bytes, texts } from '../entry.ts'
import { everyPerson } from '../person-search.ts'
import { type Ace, dacl } from '../security-descriptor.ts'
import type { Session } from './session.ts'

/** The people who lie in one container, and one of them to try the rights on. */
export type Unit = { readonly dn: string; readonly count: number; readonly sample: Sample }

export type Sample = {
  readonly dn: string
  readonly entry: Entry
  /** Attributes that we may write. */
  readonly writable: readonly string[]
  /** Whether we may change who may do what to this person. */
  readonly rulesRights: boolean
  /** Undefined: it may not be read. */
  readonly aces: readonly Ace[] | undefined
}

export type People = { readonly units: readonly Unit[]; /** As many as were looked at. */ readonly all: readonly Entry[]; /** There are more. */ readonly more: boolean }

/** As many people, and as many units, are looked at. */
const MOST_PEOPLE = 20_000
const MOST_UNITS = 200

const sampleAttributes = [
  'sAMAccountName', 'objectSid', 'sAMAccountType', 'objectGUID', 'userAccountControl', 'msDS-User-Account-Control-Computed', 'pwdLastSet', 'tokenGroups',
  'nTSecurityDescriptor', 'allowedAttributesEffective', 'msDS-ResultantPSO', 'sDRightsEffective',
] as const
const sampleBytes = ['objectSid', 'objectGUID', 'tokenGroups', 'nTSecurityDescriptor'] as const

/**
 * Looks at the people below a base, unit by unit. Administrators are no samples, and no more are we: the rights on these are others.
 * @param own our distinguished name
 * @param attributes that are read of everybody
 */
export async function peopleBelow(session: Session, base: string, own: string | undefined, attributes: readonly string[]): Promise<People> {
  const all = await session.list(base, everyPerson(), { attributes: ['adminCount', ...attributes] }, MOST_PEOPLE)
  const units = new Map<string, Entry[]>()
  for (const person of all) units.set(unitOf(person.dn), [...units.get(unitOf(person.dn)) ?? [], person])
  const sampled: Unit[] = []
  for (const [dn, people] of [...units].slice(0, MOST_UNITS)) {
    const ordinary = people.find((person) => person.dn !== own && !texts(person, 'adminCount').includes('1'))
    const sample = ordinary && await sampleOf(session, ordinary.dn)
    if (sample) sampled.push({ dn, count: people.length, sample })
  }
  return { units: sampled, all, more: all.length >= MOST_PEOPLE || units.size > MOST_UNITS }
}

export async function sampleOf(session: Session, dn: string): Promise<Sample | undefined> {
  const entry = await session.entry(dn, { attributes: sampleAttributes, bytes: sampleBytes, controls: [daclOnly] })
  if (!entry) return undefined
  const descriptor = bytes(entry, 'nTSecurityDescriptor')
  return {
    dn, entry, writable: texts(entry, 'allowedAttributesEffective'),
    // MS-ADTS 3.1.1.4.5.4: bits of owner, group, DACL and SACL.
    rulesRights: !['0', undefined].includes(texts(entry, 'sDRightsEffective')[0]),
    aces: descriptor && dacl(descriptor),
  }
}

/** What lies above an entry: after the first comma that belongs to no name (RFC 4514 §2.4). */
const unitOf = (dn: string) => dn.replace(/^(?:\\.|[^\\,])*,/u, '')
