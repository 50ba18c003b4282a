import { and, count, eq, gt, lte } from 'drizzle-orm'
import type { Efforts } from '../throttle/effort.ts'
import type { Database } from './database.ts'
import { guarded } from './problem.ts'
import { efforts } from './tables.ts'

/** The efforts in the database: of two servers that are shown the same one at the same moment one takes it. */
export const storedEfforts = (database: Database): Efforts => ({
  async take(id, network, at) {
    const taken = await guarded(() => database.insert(efforts).values({ id, network, at }).onConflictDoNothing().returning({ id: efforts.id }))
    return taken.length === 1
  },
  async taken(network, since) {
    const [row] = await guarded(() => database.select({ many: count() }).from(efforts).where(and(eq(efforts.network, network), gt(efforts.at, since))))
    return row?.many ?? 0
  },
})

/** An hour is longer than any challenge is good for. Milliseconds. */
const KEPT = 3_600_000

/** Deletes the efforts that nobody can show again. @param now milliseconds since 1970 @throws StoreProblem */
export async function deleteOldEfforts(database: Database, now: number): Promise<void> {
  await guarded(() => database.delete(efforts).where(lte(efforts.at, now - KEPT)))
}
