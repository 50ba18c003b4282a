import { randomUUID } from 'node:crypto'
import { and, count, eq, inArray, isNotNull, isNull, notInArray, sql } from 'drizzle-orm'
import type { AuditEntry } from '../recovery/audit.ts'
import {
  type Along, type Former, mostOf, type Place, type Registered, RegistrationFull, type Registration, type RegistrationNotice, type Registrations,
} from '../registration/ports.ts'
import { type RegistrationKeys, seal } from '../registration/seal.ts'
import type { Database, Transaction } from './database.ts'
import { guarded } from './problem.ts'
import type { Tell } from './recoveries.ts'
import { registeredFrom } from './registered.ts'
import { stopRecoveries } from './stop-recoveries.ts'
import { registeredPeople, registrations } from './tables.ts'

/** How long a number or address that was replaced still hears what happens: as long as somebody may need to notice. */
const FORMER = 30 * 86_400_000
/**
 * Of each kind, beside what goes by a change itself, which must hear of that. Those stay that counted first. Whoever has got into
 * somebody's registration cannot push the owner's places out by putting in others and taking them away: what they put in counts later
 * than all that was there before. By the newest they could, and so they could by the time of the last proof or confirmation, which a
 * person may renew; `outsideFrom` of a value that stays never moves.
 */
const FORMER_MOST = 4

export type RegistrationParts = {
  database: Database
  keys: RegistrationKeys
  tell: Tell
  /** Puts the jobs for these notices into the same transaction. */
  enqueue: (transaction: Transaction, notices: readonly RegistrationNotice[]) => Promise<void>
  log: Readonly<Record<'error', (fields: object, text: string) => void>>
  /** Who wait for a recovery in this process hear that it has ended; absent: nobody waits here. */
  ended?: (recovery: string) => void
  /** Milliseconds since 1970. */
  now: () => number
}

/** What people have registered, in the database, sealed. Each change is one transaction with its entries in the audit. */
export function storedRegistrations({ database, keys, tell, enqueue, log, ended = () => {}, now }: RegistrationParts): Registrations {
  return {
    async read(person) {
      const rows = await guarded(() => database.select().from(registeredPeople)
        .leftJoin(registrations, eq(registrations.person, registeredPeople.person)).where(eq(registeredPeople.person, person)))
      return registeredFrom(person, rows, { keys, log, now: now() })
    },

    put: (seen, items, along, instead = []) => change(seen, along, async (transaction) => {
      const gone = await takeAway(transaction, seen, instead)
      const before = items.map((item) => standing(seen, item))
      await makeFormer(transaction, seen.person, before.filter((old, index) => old && old.value.reveal() !== items[index]?.value.reveal()))
      for (const [index, item] of items.entries()) await insert(transaction, seen.person, item, before[index])
      await allowOnlySoMany(transaction, seen.person, items)
      return [...gone, ...items.map(({ kind, origin }, index): Told => ({ kind: 'registered', what: kind, origin, replaced: before[index] !== undefined }))]
    }),

    remove: (seen, places, along) => change(seen, along, (transaction) => takeAway(transaction, seen, places)),

    confirm: (seen, places, when, along) => change(seen, along, async (transaction) => {
      const those = await each(places, (place) => transaction.update(registrations).set({ confirmedAt: when }).where(at(seen.person, place)).returning({ slot: registrations.slot }))
      return those.map(({ kind }) => ({ kind: 'registration-confirmed', what: kind }))
    }),

    freeze: (person, { at: frozenAt, caseNumber, after }, along = {}) => stopping(async (transaction) => {
      const frozen = await transaction.insert(registeredPeople).values({ person, version: 1, frozenAt, frozenCase: caseNumber }).onConflictDoUpdate({
        target: registeredPeople.person,
        // Where there was no reset, or nobody says what it is after, there is nothing to compare.
        setWhere: sql`${registeredPeople.frozenAt} is null and coalesce(${registeredPeople.resetAt} <= ${after ?? null}, true)`,
        set: { version: sql`${registeredPeople.version} + 1`, frozenAt, frozenCase: caseNumber },
      }).returning({ version: registeredPeople.version })
      if (frozen.length === 0) return { result: undefined, ended: [] }
      const stopped = await stopRecoveries(transaction, person, 'frozen', now())
      await told(transaction, person, [{ kind: 'registrations-frozen' }], { caseNumber, ...along, entries: [...stopped.entries, ...along.entries ?? []] })
      return { result: undefined, ended: stopped.ended }
    }),

    reset: (person, at, along = {}) => stopping(async (transaction) => {
      const [row] = await transaction.select().from(registeredPeople).where(eq(registeredPeople.person, person)).for('update')
      if (!row) return nothingToReset
      const gone = await transaction.delete(registrations).where(eq(registrations.person, person)).returning({ slot: registrations.slot })
      const frozen = row.frozenAt !== null
      if (gone.length === 0 && !frozen) return nothingToReset
      await transaction.update(registeredPeople).set({ version: row.version + 1, frozenAt: null, frozenCase: null, resetAt: at }).where(eq(registeredPeople.person, person))
      const stopped = await stopRecoveries(transaction, person, 'reset', now())
      await told(transaction, person, [{ kind: 'registrations-reset', frozen }], { ...along, entries: [...stopped.entries, ...along.entries ?? []] })
      return { result: true, ended: stopped.ended }
    }),
  }

  /** A transaction that ends recoveries; who wait for them in this process hear of it once it is through. */
  async function stopping<T>(work: (transaction: Transaction) => Promise<{ result: T; ended: readonly string[] }>): Promise<T> {
    const { result, ended: those } = await guarded(() => database.transaction(work))
    for (const one of those) ended(one)
    return result
  }

  /** The first statement takes the person's row: who comes second waits for it, and then finds another version. */
  function change({ person, version, frozen }: Registered, along: Along | undefined, work: (transaction: Transaction) => Promise<Told[]>): Promise<boolean> {
    if (frozen) return Promise.resolve(false)
    return guarded(() => database.transaction(async (transaction) => {
      const mine = version === 0
        ? await transaction.insert(registeredPeople).values({ person, version: 1 }).onConflictDoNothing().returning({ version: registeredPeople.version })
        : await transaction.update(registeredPeople).set({ version: version + 1 })
          .where(and(eq(registeredPeople.person, person), eq(registeredPeople.version, version))).returning({ version: registeredPeople.version })
      if (mine.length === 0) return false
      await told(transaction, person, await work(transaction), along)
      return true
    }))
  }

  async function takeAway(transaction: Transaction, seen: Registered, places: readonly Place[]): Promise<Told[]> {
    await makeFormer(transaction, seen.person, places.map((place) => standing(seen, place)))
    const gone = await each(places, (place) => transaction.delete(registrations).where(at(seen.person, place)).returning({ slot: registrations.slot }))
    return gone.map(({ kind }) => ({ kind: 'unregistered', what: kind }))
  }

  async function told(transaction: Transaction, person: string, entries: readonly Told[], { caseNumber, entries: more = [], notices = [] }: Along = {}): Promise<void> {
    tell(transaction, [...entries.map((entry): AuditEntry => ({ ...entry, person, ...(caseNumber !== undefined && { caseNumber }) })), ...more])
    if (notices.length > 0) await enqueue(transaction, notices)
  }

  async function insert(transaction: Transaction, person: string, { kind, slot, value, ...facts }: Registration, old: Registration | undefined): Promise<void> {
    const same = old !== undefined && old.value.reveal() === value.reveal()
    const outsideFrom = same ? Math.min(old.outsideFrom, facts.outsideFrom) : facts.outsideFrom
    const columns = { ...seal(value, { person, kind, slot }, keys), ...facts, outsideFrom, formerUntil: null }
    await transaction.insert(registrations).values({ person, kind, slot, ...columns })
      .onConflictDoUpdate({ target: [registrations.person, registrations.kind, registrations.slot], set: columns })
  }

  async function makeFormer(transaction: Transaction, person: string, gone: readonly (Registration | undefined)[]): Promise<void> {
    const justNow: string[] = []
    for (const one of gone) {
      if (!one || !isContact(one.kind)) continue
      const { kind, value, origin, provedAt, outsideFrom, confirmedAt } = one
      const slot = `former-${randomUUID()}`
      await transaction.insert(registrations).values({
        person, kind, slot, ...seal(value, { person, kind, slot }, keys), origin, provedAt, outsideFrom, confirmedAt, formerUntil: now() + FORMER,
      })
      justNow.push(slot)
      const before = and(eq(registrations.person, person), eq(registrations.kind, kind), isNotNull(registrations.formerUntil), notInArray(registrations.slot, justNow))
      const first = transaction.select({ slot: registrations.slot }).from(registrations).where(before).orderBy(registrations.outsideFrom, registrations.slot).limit(FORMER_MOST)
      await transaction.delete(registrations).where(and(before, notInArray(registrations.slot, first)))
    }
  }
}

/** @returns the places at which something was there to be changed */
async function each(places: readonly Place[], change: (place: Place) => PromiseLike<readonly unknown[]>): Promise<Place[]> {
  const changed: Place[] = []
  for (const place of places) if ((await change(place)).length > 0) changed.push(place)
  return changed
}

const nothingToReset = { result: false, ended: [] }

type Told = Extract<AuditEntry, { kind: 'registered' | 'unregistered' | 'registration-confirmed' | 'registrations-frozen' | 'registrations-reset' }>

const isContact = (kind: string): kind is Former['kind'] => kind === 'number' || kind === 'mail'
const standing = ({ has }: Registered, { kind, slot }: Place) => has[kind].find((one) => one.slot === slot)
const at = (person: string, { kind, slot }: Place) =>
  and(eq(registrations.person, person), eq(registrations.kind, kind), eq(registrations.slot, slot), isNull(registrations.formerUntil))

/** Counted where they stand: what cannot be opened takes its place too. */
async function allowOnlySoMany(transaction: Transaction, person: string, items: readonly Registration[]): Promise<void> {
  const strange = items.find(({ kind, slot }) => isContact(kind) && !['1', '2'].includes(slot))
  if (strange) throw new RegistrationFull(strange.kind)
  const kinds = [...new Set(items.map(({ kind }) => kind))]
  const found = await transaction.select({ kind: registrations.kind, many: count() }).from(registrations)
    .where(and(eq(registrations.person, person), inArray(registrations.kind, kinds), isNull(registrations.formerUntil))).groupBy(registrations.kind)
  const full = kinds.find((kind) => (found.find((row) => row.kind === kind)?.many ?? 0) > mostOf[kind])
  if (full) throw new RegistrationFull(full)
}
