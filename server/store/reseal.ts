import { and, eq, ne, sql } from 'drizzle-orm'
import { registrationKinds } from '../registration/ports.ts'
import { open, type RegistrationKeys, seal } from '../registration/seal.ts'
import type { Database } from './database.ts'
import { guarded } from './problem.ts'
import { registrations } from './tables.ts'

// At a time: on PGlite everybody waits for a statement.
const BATCH = 200

/**
 * Seals under the present key what older ones sealed, so that these can go.
 * @returns how many there were, and how many no key opens @throws StoreProblem
 */
export async function resealRegistrations(database: Database, keys: RegistrationKeys): Promise<{ resealed: number; unopened: number }> {
  const done = { resealed: 0, unopened: 0 }
  for (let last = { person: '', kind: '', slot: '' }; ;) {
    const after = sql`(${registrations.person}, ${registrations.kind}, ${registrations.slot}) > (${last.person}, ${last.kind}, ${last.slot})`
    const rows = await guarded(() => database.select().from(registrations).where(and(ne(registrations.key, keys[0].id), after))
      .orderBy(registrations.person, registrations.kind, registrations.slot).limit(BATCH))
    for (const row of rows) done[(await reseal(row)) ? 'resealed' : 'unopened'] += 1
    const end = rows.at(-1)
    if (!end || rows.length < BATCH) return done
    last = end
  }

  async function reseal(row: typeof registrations.$inferSelect): Promise<boolean> {
    const kind = registrationKinds.find((one) => one === row.kind)
    const { person, slot } = row
    const value = kind && open(row, { person, kind, slot }, keys)
    if (!value) return false
    // Somebody may have put another value there meanwhile: that one stays.
    await guarded(() => database.update(registrations).set(seal(value, { person, kind, slot }, keys))
      .where(and(eq(registrations.person, person), eq(registrations.kind, kind), eq(registrations.slot, slot), eq(registrations.sealed, row.sealed))))
    return true
  }
}
