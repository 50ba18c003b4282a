import { asc, inArray, lte } from 'drizzle-orm'
import type { Overdue, Stored } from '../recovery/ports.ts'
import type { Database } from './database.ts'
import { guarded, StoreProblem } from './problem.ts'
import { readStored } from './recoveries.ts'
import { recoveries } from './tables.ts'

/** Milliseconds until one is looked at again that this server cannot read: a newer one has written it, or nobody of ours. */
const UNREADABLE = 3_600_000

/** The recoveries at which somebody must look, the longest due first. What cannot be read keeps nobody from the others. */
export const storedOverdue = (database: Database): Overdue => async (now, most) => {
  const rows = await guarded(() =>
    database.select({ id: recoveries.id, state: recoveries.state, version: recoveries.version }).from(recoveries)
      .where(lte(recoveries.dueAt, new Date(now))).orderBy(asc(recoveries.dueAt)).limit(most),
  )
  const read = rows.map((row) => ({ id: row.id, stored: readableOf(row) }))
  const strange = read.filter(({ stored }) => !stored).map(({ id }) => id)
  if (strange.length > 0) await guarded(() => database.update(recoveries).set({ dueAt: new Date(now + UNREADABLE) }).where(inArray(recoveries.id, strange)))
  return read.flatMap(({ stored }) => stored ?? [])
}

/** @returns undefined where this server cannot read it */
export function readableOf(row: Parameters<typeof readStored>[0]): Stored | undefined {
  try {
    return readStored(row)
  } catch (error) {
    if (error instanceof StoreProblem) return undefined
    throw error
  }
}
