import { inArray, lt, sql } from 'drizzle-orm'
import type { Database } from './database.ts'
import { guarded } from './problem.ts'
import { recoveries } from './tables.ts'

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

type Log = Readonly<Record<'info' | 'warn', (fields: object, text: string) => void>>

// In milliseconds. Servers that share a database all do it: the second finds nothing.
const HOUR = 3_600_000

/** Does so at once and then every hour. @returns ends that, once the deletion under way is through */
export function keepDeletingOldRecoveries(database: Database, days: number, log: Log): () => Promise<void> {
  let present = Promise.resolve()
  const begin = () => {
    present = deleteOldRecoveries(database, days).then(
      (deleted) => { if (deleted > 0) log.info({ deleted, days }, 'old recoveries deleted') },
      (error: unknown) => log.warn({ err: error }, 'old recoveries not deleted; tried again in an hour'),
    )
  }
  begin()
  const timer = setInterval(begin, HOUR)
  return () => {
    clearInterval(timer)
    return present
  }
}
