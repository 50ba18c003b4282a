import { Entrance } from '@gatehouse/contract'
import { proofCallStates, ProofWay } from '@gatehouse/contract/registration'
import { and, eq, lt, lte, sql } from 'drizzle-orm'
import * as v from 'valibot'
import { registrationKinds } from '../registration/ports.ts'
import { type Visit, visitEndsAt } from '../registration/visit.ts'
import type { StoredVisit, UsedLinks, VisitMessage, Visits } from '../registration/visit-ports.ts'
import type { Database, Transaction } from './database.ts'
import { guarded, StoreProblem } from './problem.ts'
import type { Tell } from './recoveries.ts'
import { usedLinks, visits } from './tables.ts'

/** Puts the jobs for these codes into the same transaction. */
type Enqueue = (transaction: Transaction, messages: readonly VisitMessage[]) => Promise<void>

/** The visits in the database. Each saving is one transaction with its messages' jobs and its entries in the audit. */
export function storedVisits(database: Database, enqueue: Enqueue, tell: Tell): Visits {
  return {
    add: (visit, tokenHash, entries, before) => guarded(() => database.transaction(async (transaction) => {
      if (before !== undefined) {
        await transaction.update(visits).set({ version: sql`${visits.version} + 1`, state: sql`jsonb_set(${visits.state}, '{place}', '{"at":"over"}')` }).where(eq(visits.tokenHash, before))
      }
      await transaction.insert(visits).values({ id: visit.id, tokenHash, version: 1, sent: 0, state: visit, endsAt: visitEndsAt(visit) })
      tell(transaction, entries)
    })),

    byToken: (tokenHash) => find(eq(visits.tokenHash, tokenHash)),
    byId: (id) => find(eq(visits.id, id)),

    save: ({ visit, version }, to, messages, entries) => guarded(() => database.transaction(async (transaction) => {
      const saved = await transaction.update(visits).set({ version: version + 1, state: to })
        .where(and(eq(visits.id, visit.id), eq(visits.version, version))).returning({ id: visits.id })
      if (saved.length === 0) return false
      if (messages.length > 0) await enqueue(transaction, messages)
      tell(transaction, entries)
      return true
    })),

    async claim({ visit, counter }) {
      const which = and(eq(visits.id, visit), lt(visits.sent, counter))
      return (await guarded(() => database.update(visits).set({ sent: counter }).where(which).returning({ id: visits.id }))).length > 0
    },

    async release({ visit, counter }) {
      await guarded(() => database.update(visits).set({ sent: counter - 1 }).where(and(eq(visits.id, visit), eq(visits.sent, counter))))
    },
  }

  async function find(which: ReturnType<typeof eq>): Promise<StoredVisit | undefined> {
    const [row] = await guarded(() => database.select({ state: visits.state, version: visits.version }).from(visits).where(which))
    return row && { visit: read(row.state), version: row.version }
  }
}

export const storedLinks = (database: Database): UsedLinks => ({
  async wasUsed(name) {
    return (await guarded(() => database.select({ name: usedLinks.name }).from(usedLinks).where(eq(usedLinks.name, name)))).length > 0
  },
  async use(name, until) {
    await guarded(() => database.insert(usedLinks).values({ name, until }).onConflictDoNothing())
  },
})

/** Deletes what is over: visits with what was offered in them, and links that work no more by themselves. @param now milliseconds since 1970 */
export async function deleteOldVisits(database: Database, now: number): Promise<void> {
  await guarded(() => database.delete(visits).where(lte(visits.endsAt, now)))
  await guarded(() => database.delete(usedLinks).where(lte(usedLinks.until, now)))
}

const Stored: v.GenericSchema<unknown, Visit> = v.object({
  id: v.string(), caseNumber: v.string(), person: v.string(), account: v.string(), entrance: Entrance, language: v.string(),
  counted: v.object({ typed: v.string(), person: v.string(), address: v.string(), known: v.boolean() }),
  begunAt: v.number(), lastSignAt: v.number(), provedAt: v.exactOptional(v.number()),
  own: v.array(v.object({ kind: v.picklist(registrationKinds), slot: v.string(), provedAt: v.number() })),
  counter: v.number(),
  place: v.variant('at', [
    v.object({ at: v.literal('overview') }),
    v.object({ at: v.literal('over') }),
    v.object({
      at: v.literal('proof'), what: v.picklist(['new', 'step-up']), way: ProofWay, kind: v.picklist(['number', 'mail']), slot: v.string(),
      to: v.object({ key: v.string(), sealed: v.string() }), sentAt: v.number(), messages: v.number(), triesLeft: v.number(),
      error: v.exactOptional(v.picklist(['code-wrong', 'code-expired'])),
      call: v.exactOptional(v.object({ state: v.picklist(proofCallStates), over: v.boolean(), heard: v.number() })),
    }),
  ]),
})

/** A visit as an older or a newer server may have put it there: it lives for a quarter of an hour, and is read, never believed. */
function read(state: unknown): Visit {
  const result = v.safeParse(Stored, state)
  if (result.success) return result.output
  throw new StoreProblem('failed', `a stored visit is not as expected at ${v.getDotPath(result.issues[0]) ?? 'its root'}`)
}
