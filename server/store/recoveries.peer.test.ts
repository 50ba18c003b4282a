import { randomUUID } from 'node:crypto'
import { inspect } from 'node:util'
import { Secret } from '@gatehouse/contract'
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import { onBothDatabases, type TestDatabase } from '../../test/peers/databases.ts'
import { dumpTables } from '../../test/peers/dump.ts'
import { ranAgainst } from '../../test/peers/journal.ts'
import { withPeer } from '../../test/peers/needs.ts'
import { postgresMissing } from '../../test/peers/postgres/installation.ts'
import { type Postgres, startPostgres } from '../../test/peers/postgres/postgres.ts'
import { type MessageQueue, startQueue } from '../delivery/queue.ts'
import type { AuditEntry } from '../recovery/audit.ts'
import { endOverdue } from '../recovery/end-overdue.ts'
import { gates, newRecovery } from '../recovery/machine.scenario.ts'
import type { CodeMessage, Recoveries } from '../recovery/ports.ts'
import type { Recovery } from '../recovery/recovery.ts'
import type { Store } from './database.ts'
import { openStore } from './open.ts'
import { storedOverdue } from './overdue.ts'
import { StoreProblem } from './problem.ts'
import { storedRecoveries } from './recoveries.ts'
import { deleteOldRecoveries } from './retention.ts'

const tellNobody = () => {}
const never = async () => expect.fail('nobody need be asked')
const silent = { info() {}, warn() {}, error() {} }
const begun = (): Recovery => ({ ...newRecovery(), id: randomUUID() })
const hashOf = (recovery: Recovery) => `hash-of-${recovery.id}`
const message = ({ id }: Recovery, counter = 1): CodeMessage => ({ recovery: id, gate: 'email-code', counter })
const ended: Recovery['place'] = { at: 'ended', reason: 'cancelled' }

const rowsOf = async (store: Store, query: string): Promise<unknown[]> => (await store.database.execute(query)).rows
const jobsOf = (store: Store, { id }: Recovery) => rowsOf(store, `select data from pgboss.job where data::text like '%${id}%'`)

onBothDatabases(import.meta.url, (database: TestDatabase) => {
  let store: Store
  let queue: MessageQueue
  let recoveries: Recoveries
  beforeAll(async () => {
    store = await database.open()
    queue = await startQueue(store.jobs, silent)
    recoveries = storedRecoveries(store.database, queue.enqueue, tellNobody)
  })
  afterAll(async () => {
    await queue.stop()
    await store.close()
  })

  const add = async (recovery = begun()) => {
    await recoveries.add(recovery, hashOf(recovery), [message(recovery)], [])
    return (await recoveries.byId(recovery.id)) ?? expect.fail('was just added')
  }

  it('a recovery comes back as it was put in, by its number and by the hash of its token', async () => {
    const recovery = begun()
    expect(await add(recovery)).toEqual({ recovery, version: 1 })
    expect(await recoveries.byToken(hashOf(recovery))).toEqual({ recovery, version: 1 })
    expect(await recoveries.byToken('hash-of-no-token')).toBeUndefined()
    expect(await recoveries.byId(randomUUID())).toBeUndefined()
  })

  it('[S-13] of two savings at once one wins, and only its message is queued', async () => {
    const stored = await add()
    const saved = await Promise.all([2, 3].map((counter) =>
      recoveries.save(stored, { ...stored.recovery, stepToken: `by-${counter}` }, [message(stored.recovery, counter)], [])))
    expect(saved.toSorted()).toEqual([false, true])
    const winner = saved[0] ? 2 : 3
    expect(await recoveries.byId(stored.recovery.id)).toMatchObject({ version: 2, recovery: { stepToken: `by-${winner}` } })
    const queued = await jobsOf(store, stored.recovery)
    expect(queued).toHaveLength(2)
    expect(queued).toContainEqual({ data: message(stored.recovery, 1) })
    expect(queued).toContainEqual({ data: message(stored.recovery, winner) })
  })

  it('[F-32] what a newer server has put into a recovery is still there after a saving of ours', async () => {
    const { recovery: { id } } = await add()
    await store.database.execute(`update recoveries set state = jsonb_set(state || '{"newer": {"since": 1}}', '{terms,newer}', '"too"') where id = '${id}'`)
    const stored = await recoveries.byId(id) ?? expect.fail('is there')
    expect(await recoveries.save(stored, { ...stored.recovery, place: ended }, [], [])).toBe(true)
    const [row] = await rowsOf(store, `select state from recoveries where id = '${id}'`)
    expect(row).toMatchObject({ state: { newer: { since: 1 }, terms: { newer: 'too', workflow: { name: 'Everybody' } }, place: ended } })
  })

  it('a saving that is late saves nothing', async () => {
    const stored = await add()
    await recoveries.save(stored, { ...stored.recovery, place: ended }, [], [])
    expect(await recoveries.save(stored, { ...stored.recovery, stepToken: 'late' }, [message(stored.recovery, 2)], [])).toBe(false)
    expect(await recoveries.byId(stored.recovery.id)).toMatchObject({ version: 2, recovery: { place: ended } })
    expect(await jobsOf(store, stored.recovery)).toHaveLength(1)
  })

  it('[S-14] what breaks off in the middle leaves nothing behind', async () => {
    const stored = await add()
    const breaking = storedRecoveries(store.database, async (transaction, asked) => {
      await queue.enqueue(transaction, asked)
      throw new Error('the process dies')
    }, tellNobody)
    const other = begun()
    await expect(breaking.save(stored, { ...stored.recovery, place: ended }, [message(stored.recovery, 2)], [])).rejects.toThrow('the process dies')
    await expect(breaking.add(other, hashOf(other), [message(other)], [])).rejects.toThrow('the process dies')

    expect(await recoveries.byId(stored.recovery.id)).toEqual(stored)
    expect(await recoveries.byId(other.id)).toBeUndefined()
    expect(await jobsOf(store, stored.recovery)).toHaveLength(1)
    expect(await jobsOf(store, other)).toHaveLength(0)
    expect(await rowsOf(store, `select * from messages where recovery in ('${stored.recovery.id}', '${other.id}')`)).toHaveLength(1)
  })

  it('[S-19] jobs carry ids and nothing else', async () => {
    const { recovery } = await add()
    expect(await jobsOf(store, recovery)).toEqual([{ data: { recovery: recovery.id, gate: 'email-code', counter: 1 } }])
  })

  it('an error of the database names no value', async () => {
    const { recovery } = await add()
    const problem: unknown = await recoveries.add({ ...recovery, stepToken: 'planted-token' }, 'planted-hash', [], []).catch((error: unknown) => error)
    expect(problem).toBeInstanceOf(StoreProblem)
    expect(problem).toMatchObject({ kind: 'failed' })
    expect(String(problem)).toContain('23505')
    expect(inspect(problem, { depth: 9 })).not.toContain('planted')
  })

  it('a state that no server of ours wrote is not believed, and not quoted', async () => {
    const { recovery } = await add()
    await store.database.execute(`update recoveries set state = jsonb_set(state, '{place,at}', '"planted-place"') where id = '${recovery.id}'`)
    const problem: unknown = await recoveries.byId(recovery.id).catch((error: unknown) => error)
    expect(problem).toBeInstanceOf(StoreProblem)
    expect(String(problem)).toMatch(/at place\.at$/)
  })

  it('those that nobody hears of are found when they are due, and by two servers at once ended once', async () => {
    await store.database.execute('update recoveries set due_at = null')
    const due = await add()
    const done = await add()
    await recoveries.save(done, { ...done.recovery, place: ended }, [], [])
    const strange = await add()
    await store.database.execute(`update recoveries set state = '{}', due_at = due_at - interval '1 hour' where id = '${strange.recovery.id}'`)
    const overdue = storedOverdue(store.database)
    const { begunAt } = due.recovery
    expect(await overdue(begunAt + 14 * 60_000, 10)).toEqual([])
    const later = begunAt + 15 * 60_000
    expect(await overdue(later, 10)).toEqual([due])
    const told: AuditEntry[] = []
    const telling = storedRecoveries(store.database, queue.enqueue, (_, entries) => void told.push(...entries))
    const parts = { store: telling, overdue, directory: { account: never, unlock: never, became: never }, isStopped: never, gates, surroundings: { now: () => later, token: () => 'next' } }
    await Promise.all([endOverdue(parts), endOverdue(parts)])
    expect(await recoveries.byId(due.recovery.id)).toMatchObject({ version: 2, recovery: { place: { at: 'ended', reason: 'expired' } } })
    expect(told).toEqual([{ kind: 'ended', reason: 'expired', recovery: due.recovery.id, caseNumber: due.recovery.caseNumber }])
    expect(await overdue(later + 3_599_000, 10)).toEqual([])
  })

  it('opened again it has all that it had, and migrates nothing twice', async () => {
    const stored = await add()
    const applied = await rowsOf(store, 'select * from gatehouse.migrations')
    await queue.stop()
    await store.close()
    await expect(store.check()).rejects.toMatchObject({ kind: 'unreachable' })
    store = await database.open()
    queue = await startQueue(store.jobs, silent)
    recoveries = storedRecoveries(store.database, queue.enqueue, tellNobody)

    await store.check()
    expect(await rowsOf(store, 'select * from gatehouse.migrations')).toEqual(applied)
    expect(await recoveries.byId(stored.recovery.id)).toEqual(stored)
  })

  it('what ended longer ago than it may be kept is deleted with its messages, and nothing else is', async () => {
    // The other tests' clocks stand in the past.
    await deleteOldRecoveries(store.database, 1)
    const endedAgo = async (interval: string) => {
      const { recovery } = await add()
      await store.database.execute(`update recoveries set ends_at = now() - interval '${interval}' where id = '${recovery.id}'`)
      return recovery
    }
    const [old, young] = [await endedAgo('90 days 1 minute'), await endedAgo('89 days 23 hours')]
    // More than are deleted at a time.
    await store.database.execute(`insert into recoveries select gen_random_uuid(), 'many-' || n, 1, '{}', now(), now() - interval '1 year' from generate_series(1, 1200) n`)
    expect(await deleteOldRecoveries(store.database, 90)).toBe(1201)
    expect(await recoveries.byId(old.id)).toBeUndefined()
    expect(await recoveries.byId(young.id)).toBeDefined()
    const left = await rowsOf(store, `select recovery from messages where recovery in ('${old.id}', '${young.id}')`)
    expect(left).toEqual([{ recovery: young.id }])
    expect(await deleteOldRecoveries(store.database, 90)).toBe(0)
    expect(await rowsOf(store, "select indexname from pg_indexes where tablename = 'recoveries' and indexdef like '%(ends_at)%'")).toHaveLength(1)
  })

  it('the search finds what is in a table, whichever it is', async () => {
    await store.database.transaction(async (transaction) => {
      await queue.enqueue(transaction, [{ recovery: 'planted-in-a-job', gate: 'email-code', counter: 1 }])
    })
    expect(await dumpTables(store)).toMatch(/^pgboss\.\S+ .*planted-in-a-job/m)
  })
})

withPeer('Several servers on one PostgreSQL', postgresMissing(), () => {
  let postgres: Postgres
  let name: string
  const open = () => openStore({ url: new Secret(postgres.url.replace(/postgres$/, name)) })
  beforeAll(async () => {
    postgres = await startPostgres()
    ranAgainst(import.meta.url, `PostgreSQL ${postgres.version}`)
    return () => postgres.stop()
  })
  beforeEach(async () => {
    name = 'postgres'
    const store = await open()
    name = `empty_${randomUUID().replaceAll('-', '')}`
    await store.database.execute(`create database ${name}`)
    await store.close()
  })

  it('may start at the same time on an empty database', async () => {
    const stores = await Promise.all([open(), open(), open()])
    const queues = await Promise.all(stores.map(({ jobs }) => startQueue(jobs, silent)))
    await Promise.all(queues.map((queue) => queue.stop()))
    await Promise.all(stores.map((store) => store.close()))
  })

  it('handle each message once between them', async () => {
    const stores = await Promise.all([open(), open()])
    const queues = await Promise.all(stores.map(({ jobs }) => startQueue(jobs, silent)))
    const handled: CodeMessage[] = []
    for (const queue of queues) await queue.work({ code: async (one) => void handled.push(one), call: async () => {}, alarm: async () => {}, notice: async () => {} })

    const all = Array.from({ length: 40 }, begun)
    await Promise.all(all.map(async (recovery, index) => {
      const [store, queue] = [stores[index % 2] ?? expect.fail(), queues[index % 2] ?? expect.fail()]
      await storedRecoveries(store.database, queue.enqueue, tellNobody).add(recovery, hashOf(recovery), [message(recovery)], [])
    }))
    await expect.poll(() => handled.length).toBe(all.length)
    await Promise.all(queues.map((queue) => queue.stop()))
    expect(new Set(handled.map(({ recovery }) => recovery))).toEqual(new Set(all.map(({ id }) => id)))
    expect(handled).toHaveLength(all.length)
    await Promise.all(stores.map((store) => store.close()))
  })

  it('that are not let in say why, and never the password', async () => {
    const opened = (from: RegExp, to: string) => openStore({ url: new Secret(postgres.url.replace(from, to)) }).then(() => 'opened', String)
    expect(await opened(/:[^:@]*@/, ':planted-password@')).toBe('StoreProblem: refused: the password is wrong 28P01')
    expect(await opened(/\/postgres$/, '/missing')).toBe('StoreProblem: refused: there is no such database 3D000')
    expect(await opened(/^.*@.*$/, 'postgresql://x:planted-password@[/nonsense')).toMatch(/^StoreProblem: refused: the address is not like/)
  })

  it('are told in words when a connection breaks in the middle of a saving, which saves nothing; the next one works', async () => {
    const store = await open()
    const other = await open()
    const recoveries = storedRecoveries(store.database, async () => {
      await other.database.execute(`select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'gatehouse' and pid <> pg_backend_pid()`)
    }, tellNobody)
    const recovery = begun()
    await expect(recoveries.add(recovery, hashOf(recovery), [message(recovery)], [])).rejects.toMatchObject({ kind: 'unreachable' })
    expect(await recoveries.byId(recovery.id)).toBeUndefined()
    await Promise.all([store.close(), other.close()])
  })

  it('are told in words when the database has stopped', async () => {
    const store = await open()
    await postgres.stop()
    await expect(store.check()).rejects.toMatchObject({ name: 'StoreProblem', kind: 'unreachable' })
    await expect(open()).rejects.toMatchObject({ name: 'StoreProblem', kind: 'unreachable' })
    await store.close()
  })
})
