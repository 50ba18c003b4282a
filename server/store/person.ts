import { and, eq, inArray, or, type SQL, sql } from 'drizzle-orm'
import * as v from 'valibot'
import type { Database, Transaction } from './database.ts'
import { guarded } from './problem.ts'
import { budgets, messages, recoveries, registeredPeople, visits } from './tables.ts'

// What is held about one person, in one place: whoever adds a table that names people adds it here, and a test that searches the
// whole database says so.

/** Theirs, also where it was stopped and is nobody's since. */
const ofPerson = (person: string) => sql`(${recoveries.state}->>'person' = ${person} or ${recoveries.state}->>'stoppedOf' = ${person})`
const visitOf = (person: string) => sql`${visits.state}->>'person' = ${person}`
/** Notices of changes name the person; all other jobs name a recovery or a visit. pg-boss made the table, at the first start of a server. */
const jobs = sql.raw('pgboss.job')
const jobOf = (person: string) => sql`data->>'person' = ${person}`
const Job = v.object({ name: v.string(), state: v.string(), data: v.unknown(), at: v.string() })

async function hasJobs(database: Pick<Database, 'execute'>): Promise<boolean> {
  const { rows } = await database.execute(sql`select 1 where to_regclass('pgboss.job') is not null`)
  return rows.length > 0
}

/** Everything that stands under somebody's objectGUID, but for what they registered and what the audit says. */
export async function heldAbout(database: Database, person: string) {
  return guarded(async () => {
    const theirs = await database.select({
      id: recoveries.id, begunAt: recoveries.begunAt, endsAt: recoveries.endsAt, caseNumber: text('caseNumber'), entrance: text('entrance'), language: text('language'),
      workstation: sql<unknown>`${recoveries.state}->'workstation'`, place: sql<unknown>`${recoveries.state}->'place'->>'at'`, passed: sql<unknown>`${recoveries.state}->'passed'`,
      workflow: sql<unknown>`${recoveries.state}->'terms'->'workflow'->>'name'`, counted: sql<unknown>`${recoveries.state}->'counted'`,
    }).from(recoveries).where(ofPerson(person)).orderBy(recoveries.begunAt)
    const ids = theirs.map(({ id }) => id)
    const sent = ids.length === 0 ? [] : await database.select({ recovery: messages.recovery, gate: messages.gate, counter: messages.counter, state: messages.state, provider: messages.provider, at: messages.at })
      .from(messages).where(inArray(messages.recovery, ids)).orderBy(messages.at)
    const theirVisits = await database.select({
      id: visits.id, endsAt: visits.endsAt, caseNumber: sql<unknown>`${visits.state}->>'caseNumber'`, account: sql<unknown>`${visits.state}->>'account'`,
      entrance: sql<unknown>`${visits.state}->>'entrance'`, place: sql<unknown>`${visits.state}->'place'->>'at'`,
    }).from(visits).where(visitOf(person)).orderBy(visits.endsAt)
    const queued = (await hasJobs(database)) ? await database.execute(sql`select name, state::text, data, created_on::text as at from ${jobs} where ${jobOf(person)} order by created_on`) : { rows: [] }
    return { recoveries: theirs, messages: sent, visits: theirVisits, jobs: v.parse(v.array(Job), queued.rows) }
  })
}

const text = (name: string) => sql<unknown>`${recoveries.state}->>${name}`

/** Counters that are kept under these keyed names. @param names as `../throttle/names.ts` makes them */
export async function budgetsUnder(database: Database, names: readonly string[]) {
  if (names.length === 0) return []
  return guarded(() => database.select({ kind: budgets.kind, used: budgets.used, until: budgets.until, forgetAt: budgets.forgetAt }).from(budgets).where(or(...names.map(under))))
}

/** A name alone, or with a gate or a network behind it. Keyed names have no dot. */
const under = (name: string): SQL | undefined => or(eq(budgets.name, name), sql`starts_with(${budgets.name}, ${`${name}.`})`)

/** Whether something of somebody is not through yet, so that it would be lost without its end. @throws StoreProblem */
export async function isUnderWay(database: Database, person: string): Promise<boolean> {
  const found = await guarded(() => database.select({ id: recoveries.id }).from(recoveries).where(and(ofPerson(person), sql`${recoveries.dueAt} is not null`)).limit(1))
  return found.length > 0
}

/** Deletes what stands under somebody's objectGUID, and where they are known to have got back in from. @returns how much of each */
export async function deletePerson(transaction: Transaction, person: string, names: readonly string[]): Promise<{ recoveries: number; registered: boolean; sources: number }> {
  // The row of the person first, as a freeze does: two that meet wait for each other there, and nowhere else.
  const people = await transaction.delete(registeredPeople).where(eq(registeredPeople.person, person)).returning({ person: registeredPeople.person })
  const gone = await transaction.delete(recoveries).where(ofPerson(person)).returning({ id: recoveries.id })
  await transaction.delete(visits).where(visitOf(person))
  if (await hasJobs(transaction)) await transaction.execute(sql`delete from ${jobs} where ${jobOf(person)}`)
  const sources = names.length === 0 ? [] : await transaction.delete(budgets).where(and(eq(budgets.kind, 'success'), or(...names.map(under)))).returning({ kind: budgets.kind })
  return { recoveries: gone.length, registered: people.length > 0, sources: sources.length }
}
