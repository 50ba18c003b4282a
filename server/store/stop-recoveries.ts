import { and, asc, eq, isNotNull, sql } from 'drizzle-orm'
import type { AuditEntry } from '../recovery/audit.ts'
import { stopped, type WhyStopped } from '../recovery/stopped.ts'
import { withBeside } from './beside.ts'
import type { Transaction } from './database.ts'
import { readableOf } from './overdue.ts'
import { CHANGES, columnsOf } from './recoveries.ts'
import { recoveries } from './tables.ts'

/**
 * Stops what runs for somebody, in the transaction of what stops it (S-16). It waits for savings that are under way, and those that come
 * later find another version. Other servers hear of what has ended; what goes on as nobody's tells nobody anything.
 * @param now milliseconds since 1970
 * @returns what is to be told of it, and which have ended
 */
export async function stopRecoveries(transaction: Transaction, person: string, why: WhyStopped, now: number): Promise<{ entries: readonly AuditEntry[]; ended: readonly string[] }> {
  const rows = await transaction.select({ state: recoveries.state, version: recoveries.version }).from(recoveries)
    .where(and(isNotNull(recoveries.dueAt), sql`${recoveries.state}->>'person' = ${person}`)).orderBy(asc(recoveries.id)).for('update')
  const entries: AuditEntry[] = []
  const ended: string[] = []
  // What a newer server wrote in a way that is not ours is left to it: it asks once more before it changes anything.
  for (const stored of rows.map(readableOf).filter((one) => one !== undefined)) {
    const { recovery: from, version, beside } = stored
    const next = stopped(from, why, now)
    if (!next) continue
    await transaction.update(recoveries).set({ version: version + 1, ...columnsOf(next.recovery), state: withBeside(from, next.recovery, beside) }).where(eq(recoveries.id, from.id))
    entries.push(...next.entries)
    if (!next.ended) continue
    ended.push(from.id)
    await transaction.execute(sql`select pg_notify(${CHANGES}, ${from.id})`)
  }
  return { entries, ended }
}
