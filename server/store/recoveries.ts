import { and, eq, sql } from 'drizzle-orm'
import * as v from 'valibot'
import { endsAt } from '../recovery/machine.ts'
import type { AuditEntry } from '../recovery/audit.ts'
import { dueAt } from '../recovery/overdue.ts'
import type { Message, Recoveries, Stored } from '../recovery/ports.ts'
import type { Recovery } from '../recovery/recovery.ts'
import { besideOf, withBeside } from './beside.ts'
import type { Database, Transaction } from './database.ts'
import { guarded, StoreProblem } from './problem.ts'
import { StoredRecovery } from './stored-recovery.ts'
import { messages, recoveries } from './tables.ts'

/** Puts the jobs for these messages into the same transaction. */
export type Enqueue = (transaction: Transaction, messages: readonly Message[]) => Promise<void>

/** Puts these entries of the audit at the end of the same transaction. */
export type Tell = (transaction: Transaction, entries: readonly AuditEntry[]) => void

/** The channel on which servers hear which recovery has changed. */
export const CHANGES = 'gatehouse_recoveries'

/** Somebody may be waiting for its next view, at whichever server: a call moves by itself. */
const isFollowed = ({ place, left }: Recovery) => (place.at === 'gate' && place.gate === 'phone-call') || left.some(({ gate }) => gate === 'phone-call')

/** The recoveries in the database. Each saving is one transaction with its messages, their jobs and its entries in the audit. */
export function storedRecoveries(database: Database, enqueue: Enqueue, tell: Tell): Recoveries {
  return {
    add: (recovery, tokenHash, asked, entries) =>
      guarded(() =>
        database.transaction(async (transaction) => {
          await transaction.insert(recoveries).values({ id: recovery.id, tokenHash, version: 1, ...columnsOf(recovery) })
          await queue(transaction, asked)
          tell(transaction, entries)
        }),
      ),

    byToken: (tokenHash) => find(eq(recoveries.tokenHash, tokenHash)),
    byId: (id) => find(eq(recoveries.id, id)),

    save: ({ recovery: from, version, beside }, to, asked, entries) =>
      guarded(() =>
        database.transaction(async (transaction) => {
          const updated = await transaction
            .update(recoveries)
            .set({ version: version + 1, ...columnsOf(to), state: withBeside(from, to, beside) })
            .where(and(eq(recoveries.id, from.id), eq(recoveries.version, version)))
            .returning({ id: recoveries.id })
          if (updated.length === 0) return false
          if (isFollowed(from) || isFollowed(to)) await transaction.execute(sql`select pg_notify(${CHANGES}, ${to.id})`)
          await queue(transaction, asked)
          tell(transaction, entries)
          return true
        }),
      ),
  }

  async function queue(transaction: Transaction, asked: readonly Message[]): Promise<void> {
    if (asked.length === 0) return
    // What became of a code must be known, or it might go out twice; a notice that does is better than none.
    const codes = asked.filter((message) => 'gate' in message)
    if (codes.length > 0) await transaction.insert(messages).values(codes)
    await enqueue(transaction, asked)
  }

  async function find(which: ReturnType<typeof eq>): Promise<Stored | undefined> {
    const [row] = await guarded(() =>
      database.select({ state: recoveries.state, version: recoveries.version }).from(recoveries).where(which),
    )
    return row && readStored(row)
  }
}

/** @throws StoreProblem when somebody else put something there */
export function readStored({ state, version }: { state: unknown; version: number }): Stored {
  const recovery = read(state)
  const beside = besideOf(state, recovery)
  return { recovery, version, ...(beside && { beside }) }
}

function read(state: unknown): Recovery {
  const result = v.safeParse(StoredRecovery, state)
  if (result.success) return result.output
  // Where, not what: the issue itself quotes the value.
  throw new StoreProblem('failed', `a stored recovery is not as expected at ${v.getDotPath(result.issues[0]) ?? 'its root'}`)
}

const dateOf = (at: number | undefined) => (at === undefined ? null : new Date(at))

/** What of a recovery stands in columns. */
export const columnsOf = (recovery: Recovery) => ({
  state: recovery,
  begunAt: new Date(recovery.begunAt),
  endsAt: new Date(endsAt(recovery)),
  dueAt: dateOf(dueAt(recovery)),
})
