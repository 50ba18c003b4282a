import { type Former, type Frozen, type Origin, origins, type Registered, type Registration, type RegistrationKind, registrationKinds } from '../registration/ports.ts'
import { open, type RegistrationKeys } from '../registration/seal.ts'
import type { registeredPeople, registrations } from './tables.ts'

type Row = { registered_people: typeof registeredPeople.$inferSelect; registrations: typeof registrations.$inferSelect | null }
type With = { keys: RegistrationKeys; log: Readonly<Record<'error', (fields: object, text: string) => void>>; now: number }

/** What somebody has, from the rows of the database. What a newer server put there under a kind of its own is left alone. */
export function registeredFrom(person: string, rows: readonly Row[], { keys, log, now }: With): Registered {
  const has: Record<RegistrationKind, Registration[]> = { number: [], mail: [], answer: [] }
  const former: Former[] = []
  for (const { registrations: row } of rows) {
    const kind = registrationKinds.find((one) => one === row?.kind)
    if (!row || !kind) continue
    const { slot, provedAt, outsideFrom, confirmedAt, formerUntil } = row
    if (formerUntil !== null && formerUntil <= now) continue
    const value = open(row, { person, kind, slot }, keys)
    if (!value) log.error({ person, kind, slot, key: row.key }, 'a registration cannot be opened and counts as none: its key is not in keys.registrationsFile, or somebody changed it')
    else if (formerUntil === null) has[kind].push({ kind, slot, value, origin: originOf(row.origin), provedAt, outsideFrom, confirmedAt })
    else if (kind !== 'answer') former.push({ kind, slot, value, until: formerUntil })
  }
  for (const list of Object.values(has)) list.sort((a, b) => (a.slot < b.slot ? -1 : 1))
  const whose = rows[0]?.registered_people
  return { person, version: whose?.version ?? 0, ...frozenOf(whose), ...(whose?.resetAt != null && { resetAt: whose.resetAt }), has, former }
}

function frozenOf(row: Row['registered_people'] | undefined): { frozen?: Frozen } {
  return row?.frozenAt == null ? {} : { frozen: { at: row.frozenAt, caseNumber: row.frozenCase ?? '' } }
}

/** A newer server may know more of them. */
const originOf = (text: string): Origin => origins.find((one) => one === text) ?? 'import'
