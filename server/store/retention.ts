import { inArray, lt, sql } from 'drizzle-orm'
import type { Database } from './database.ts'
import { deleteOldOfDevices } from './devices.ts'
import { deleteOldEfforts } from './efforts.ts'
import { guarded } from './problem.ts'
import { budgets, recoveries } from './tables.ts'
import { deleteOldVisits } from './visits.ts'

// At a time, so that no statement takes long: on PGlite everybody waits for it.
const BATCH = 500

/**
 * Deletes the recoveries that ended long ago, each with what became of its messages.
 * @param days whole days since their end @returns how many there were @throws StoreProblem
 */
export async function deleteOldRecoveries(database: Database, days: number): Promise<number> {
  const old = lt(recoveries.endsAt, sql`now() - make_interval(days => ${days})`)
  for (let deleted = 0; ;) {
    const batch = database.select({ id: recoveries.id }).from(recoveries).where(old).limit(BATCH)
    const gone = await guarded(() => database.delete(recoveries).where(inArray(recoveries.id, batch)).returning({ id: recoveries.id }))
    deleted += gone.length
    if (gone.length < BATCH) return deleted
  }
}

/** Deletes the budgets that mean nothing any more. @param now milliseconds since 1970 @returns how many there were @throws StoreProblem */
export async function deleteForgottenBudgets(database: Database, now: number): Promise<number> {
  // What somebody counts on at this moment is left for the next time: counting locks rows in an order that this knows nothing of.
  const free = sql`(select kind, name from ${budgets} where forget_at <= ${now} for update skip locked)`
  const gone = await guarded(() => database.delete(budgets).where(sql`(kind, name) in ${free}`).returning({ kind: budgets.kind }))
  return gone.length
}

type Log = Readonly<Record<'info' | 'warn', (fields: object, text: string) => void>>

// In milliseconds. Servers that share a database all do it: the second finds nothing.
const HOUR = 3_600_000

/** Deletes what is old at once and then every hour. @returns ends that, once the deletion under way is through */
export function keepDeletingOldRecoveries(database: Database, days: number, log: Log, now: () => number): () => Promise<void> {
  let present = Promise.resolve()
  const begin = () => {
    present = deleteOldRecoveries(database, days).then(async (deleted) => {
      if (deleted > 0) log.info({ deleted, days }, 'old recoveries deleted')
      await deleteForgottenBudgets(database, now())
      await deleteOldEfforts(database, now())
      await deleteOldVisits(database, now())
      await deleteOldOfDevices(database, days)
    }).catch((error: unknown) => log.warn({ err: error }, 'old recoveries or budgets not deleted; tried again in an hour'))
  }
  begin()
  const timer = setInterval(begin, HOUR)
  return () => {
    clearInterval(timer)
    return present
  }
}
