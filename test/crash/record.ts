import type { Secret } from '@gatehouse/contract'
import * as v from 'valibot'
import { auditKeys } from '../../server/audit/keys.ts'
import { entriesOfCase } from '../../server/audit/show.ts'
import { verify } from '../../server/audit/verify.ts'
import type { Registered } from '../../server/registration/ports.ts'
import { registrationKeys } from '../../server/registration/seal.ts'
import { openStore } from '../../server/store/open.ts'
import { storedRegistrations } from '../../server/store/registrations.ts'

const Told = v.object({ kind: v.string(), choice: v.optional(v.string()), outcome: v.optional(v.string()), what: v.optional(v.string()), replaced: v.optional(v.boolean()), case: v.optional(v.string()), why: v.optional(v.string()) })
export type AuditTold = v.InferOutput<typeof Told>

/** What the server remembers, read beside it and past every line that can be cut. */
export type Remembered = {
  /** What the audit tells of a case, in its order. */
  readonly audit: (caseNumber: string) => Promise<AuditTold[]>
  /** What is wrong with the chain of it; nothing where it is whole. */
  readonly chainFindings: () => Promise<readonly unknown[]>
  /** Of everybody who has ever registered anything. */
  readonly registered: () => Promise<readonly Registered[]>
  /** As if nobody had ever registered anything. */
  readonly forgetRegistrations: () => Promise<void>
  /** As if enough time had passed, what was counted of tries and messages is forgotten. */
  readonly forgetBudgets: () => Promise<void>
  /** As if half a minute had passed since anybody listened to a call: its server has gone. */
  readonly callsAreQuiet: () => Promise<void>
  /** As if the two to four minutes had passed after which the queue gives the jobs of a server that has gone to the next. */
  readonly jobsAreFree: () => Promise<void>
  /** How many calls were asked for, by whatever recovery. */
  readonly callsAsked: () => Promise<number>
  /** Whether there is a number that nothing goes to, since somebody there did not ask for it. */
  readonly somethingRests: () => Promise<boolean>
  readonly close: () => Promise<void>
}

type Parts = { url: Secret; auditKey: Secret; registrationsKey: Secret }

export async function recordOf({ url, auditKey, registrationsKey }: Parts): Promise<Remembered> {
  const store = await openStore({ url })
  const { database } = store
  const registrations = storedRegistrations({
    database, keys: registrationKeys(registrationsKey), tell: () => {}, enqueue: () => Promise.resolve(), log: { error: () => {} }, now: Date.now,
  })
  return {
    audit: async (caseNumber) => (await entriesOfCase(database, caseNumber)).map(({ entry }) => v.parse(Told, entry)),
    chainFindings: async () => (await verify(database, auditKeys(auditKey), [])).findings,
    async registered() {
      const { rows } = await database.execute('select person from registered_people')
      return Promise.all(v.parse(v.array(v.object({ person: v.string() })), rows).map(({ person }) => registrations.read(person)))
    },
    async forgetRegistrations() {
      for (const table of ['registrations', 'registered_people', 'visits', 'used_links']) await database.execute(`delete from ${table}`)
    },
    async forgetBudgets() { await database.execute('delete from budgets') },
    async callsAreQuiet() { await database.execute("update messages set at = at - interval '30 seconds' where gate = 'phone-call' and state = 'sending'") },
    async jobsAreFree() { await database.execute("update pgboss.job set state = 'retry', start_after = now() where state = 'active'") },
    async callsAsked() { return (await database.execute("select 1 as one from messages where gate = 'phone-call'")).rows.length },
    async somethingRests() { return (await database.execute("select name from budgets where kind = 'rest'")).rows.length > 0 },
    close: store.close,
  }
}
