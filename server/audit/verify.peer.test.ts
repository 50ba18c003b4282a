import { randomBytes } from 'node:crypto'
import { Secret } from '@gatehouse/contract'
import { type SQL, sql } from 'drizzle-orm'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { onBothDatabases } from '../../test/peers/databases.ts'
import type { Store, Transaction } from '../store/database.ts'
import { guarded } from '../store/problem.ts'
import { atEnd } from '../store/transaction-end.ts'
import { linkOf } from './chain.ts'
import { cutBefore } from './cut.ts'
import type { Head } from './head.ts'
import { auditKeys } from './keys.ts'
import { linksOf } from './read.ts'
import { auditTrail } from './trail.ts'
import { verify } from './verify.ts'

const DAY = 86_400_000

onBothDatabases(import.meta.url, (database) => {
  let store: Store
  beforeAll(async () => { store = await database.open() })
  afterAll(() => store.close())

  const keys = auditKeys(new Secret(randomBytes(32).toString('base64')))
  const strangers = auditKeys(new Secret(randomBytes(32).toString('base64')))
  const transact = (work: (transaction: Transaction) => Promise<void>) => guarded(() => store.database.transaction(work))
  let now = Date.UTC(2026, 0, 1)
  const trail = () => auditTrail({ keys, transact, atEnd, now: () => now, log: { error: () => {} } })

  /** What somebody does who may do anything to the database, and what verifying finds. */
  async function after(...deeds: SQL[]) {
    for (const deed of deeds) await store.database.execute(deed)
    return (await verify(store.database, keys, heads)).findings
  }

  let chain: string
  let heads: Head[]
  beforeEach(async () => {
    await store.database.execute(sql`delete from gatehouse_audit.entries`)
    const [one, other] = [trail(), trail()]
    await one.record([{ kind: 'server-started', version: '1' }])
    for (const reason of ['a', 'b', 'c', 'd', 'e']) {
      await one.record([{ kind: 'ended', reason }])
      await other.record([{ kind: 'ended', reason }])
    }
    heads = [one, other].map(({ head }) => head() ?? expect.fail('there is one'))
    chain = heads[0]?.chain ?? ''
  })

  it('[S-18] a record that nobody touched is whole, with its heads and without', async () => {
    expect(await verify(store.database, keys, heads)).toEqual({ chains: 2, links: 11, findings: [] })
    expect(await verify(store.database, keys, [])).toEqual({ chains: 2, links: 11, findings: [] })
  })

  describe('somebody who has the database, but not the key,', () => {
    it('[S-18] edits an entry: found', async () => {
      expect(await after(sql`update gatehouse_audit.entries set entry = jsonb_set(entry, '{reason}', '"x"') where chain = ${chain} and seq = 3`))
        .toEqual([{ what: 'changed', chain, seq: 3 }])
    })

    it('[S-18] takes one out of the middle, or from the beginning: found', async () => {
      expect(await after(sql`delete from gatehouse_audit.entries where chain = ${chain} and seq in (3, 4)`)).toEqual([{ what: 'missing', chain, seq: 3, upTo: 4 }])
      expect(await after(sql`delete from gatehouse_audit.entries where chain = ${chain} and seq = 1`)).toContainEqual({ what: 'missing', chain, seq: 1, upTo: 1 })
    })

    it('[S-18] takes one out and closes the gap: found', async () => {
      expect(await after(
        sql`delete from gatehouse_audit.entries where chain = ${chain} and seq = 3`,
        sql`update gatehouse_audit.entries set seq = seq - 100 where chain = ${chain} and seq > 3`,
        sql`update gatehouse_audit.entries set seq = seq + 99 where chain = ${chain} and seq < 0`,
      )).toEqual([3, 4, 5].map((seq) => ({ what: 'changed', chain, seq })).concat([{ what: 'tail-cut', chain, seq: 6, upTo: 6 } as never]))
    })

    it('[S-18] exchanges two: found', async () => {
      const set = (from: number, to: number) => sql`update gatehouse_audit.entries set seq = ${to} where chain = ${chain} and seq = ${from}`
      expect(await after(set(3, 99), set(4, 3), set(99, 4))).toEqual([3, 4, 5].map((seq) => ({ what: 'changed', chain, seq })))
    })

    it('[S-18] cuts off the end: the heads tell, and nothing else could', async () => {
      expect(await after(sql`delete from gatehouse_audit.entries where chain = ${chain} and seq > 4`)).toEqual([{ what: 'tail-cut', chain, seq: 5, upTo: 6 }])
      expect((await verify(store.database, keys, [])).findings).toEqual([])
    })

    it('[S-18] removes a whole chain: the heads tell', async () => {
      expect(await after(sql`delete from gatehouse_audit.entries where chain = ${chain}`)).toEqual([{ what: 'chain-gone', chain, seq: 6 }])
    })

    it('[S-18] adds an entry, with a MAC of a key of his own: found', async () => {
      const last = (await linksOf(store.database, chain)).at(-1) ?? expect.fail('there is one')
      const { seq, key, entry, mac } = linkOf(strangers[0], { ...last, seq: 7 }, last.mac)
      const put = (id: string) => sql`insert into gatehouse_audit.entries values (${chain}, ${seq}, ${id}, ${JSON.stringify(entry)}::jsonb, ${mac})`
      expect(await after(put(key))).toEqual([{ what: 'key-unknown', chain, seq: 7 }])
      expect(await after(sql`delete from gatehouse_audit.entries where seq = 7`, put(keys[0].id))).toEqual([{ what: 'changed', chain, seq: 7 }])
    })

    it('[S-18] puts one before the first, or makes a chain of such: found', async () => {
      const put = (to: string, seq: number) => sql`insert into gatehouse_audit.entries select ${to}::uuid, ${seq}, key, entry, mac from gatehouse_audit.entries where chain = ${chain} and seq = 4`
      const own = '00000000-0000-4000-8000-000000000000'
      expect(await after(put(chain, 0), put(chain, -5))).toEqual([{ what: 'changed', chain, seq: -5 }, { what: 'changed', chain, seq: 0 }])
      expect(await after(sql`delete from gatehouse_audit.entries where seq < 1`, put(own, -(2 ** 31)))).toEqual([{ what: 'changed', chain: own, seq: -(2 ** 31) }])
    })

    it('[S-18] gives an entry a field more, whatever it is called: found', async () => {
      for (const name of ['constructor', '__proto__', 'prototype', 'x']) {
        const edit = (how: SQL) => sql`update gatehouse_audit.entries set entry = ${how} where chain = ${chain} and seq = 3`
        expect(await after(edit(sql`entry || ${JSON.stringify({ [name]: 'x' })}::jsonb`)), name).toEqual([{ what: 'changed', chain, seq: 3 }])
        expect(await after(edit(sql`entry - ${name}::text`))).toEqual([])
      }
      expect(await after(sql`update gatehouse_audit.entries set entry = '"x"' where chain = ${chain} and seq = 3`)).toEqual([{ what: 'changed', chain, seq: 3 }])
    })

    it('[S-18] says that the old ones were to go: not believed; nor is a head that he signed', async () => {
      const said = { kind: 'audit-cut', at: '2026-01-01T00:00:00.000Z', before: '2030', chains: [{ chain, seq: 3, mac: 'x' }] }
      heads = [...heads, { ...heads[0] ?? expect.fail('there is one'), seq: 2 }]
      expect(await after(
        sql`delete from gatehouse_audit.entries where chain = ${chain} and seq <= 3`,
        sql`update gatehouse_audit.entries set entry = ${JSON.stringify(said)}::jsonb where chain = ${chain} and seq = 5`,
      )).toEqual([
        { what: 'head-unsigned', chain, seq: 2 }, { what: 'missing', chain, seq: 1, upTo: 3 }, { what: 'changed', chain, seq: 5 },
      ])
    })
  })

  it('[S-18] somebody makes new entries look old, so that the next removal of old ones takes them and signs for it: nothing is removed', async () => {
    const old = await after(sql`update gatehouse_audit.entries set entry = jsonb_set(entry, '{at}', '"2020-01-01T00:00:00.000Z"') where chain = ${chain} and seq <= 4`)
    expect(old).toHaveLength(4)
    const told = trail()
    const before = new Date(now - 400 * DAY).toISOString()
    expect(await cutBefore(before, { keys, transact, tell: told.tell })).toEqual({ removed: 0, findings: old })
    expect(await after()).toEqual(old)
    // Whoever knows why may have it removed all the same, and the record says so.
    expect(await cutBefore(before, { keys, transact, tell: told.tell, despite: true })).toEqual({ removed: 4, findings: old })
    const [said] = await linksOf(store.database, told.head()?.chain ?? '')
    expect(said?.entry).toMatchObject({ kind: 'audit-cut', findings: 4 })
  })

  it('[S-18] what was removed because its time was over is no finding, again and again; what goes beyond it is', async () => {
    const cut = async (days: number, told = trail()) => {
      const { removed } = await cutBefore(new Date(now - days * DAY).toISOString(), { keys, transact, tell: told.tell })
      return [removed, (await verify(store.database, keys, heads)).findings]
    }
    const goesOn = trail()
    const later = async (days: number) => {
      now += days * DAY
      await goesOn.record([{ kind: 'server-running' }])
      heads = [...heads, goesOn.head() ?? expect.fail('there is one')]
    }
    await later(1)
    await later(10)
    await later(10)
    expect(await cut(15)).toEqual([12, []])
    expect(await cut(15)).toEqual([0, []])
    // Told by a server whose clock is ten days late: the next time that entry goes, and nothing of the chain that it told of.
    const late = auditTrail({ keys, transact, atEnd, now: () => now - 10 * DAY, log: { error: () => {} } })
    expect(await cut(5, late)).toEqual([1, []])
    expect(await cut(3)).toEqual([1, []])
    await later(10)
    expect(await cut(5)).toEqual([3, []])
    expect(await after(sql`delete from gatehouse_audit.entries where chain = ${goesOn.head()?.chain}`))
      .toEqual([{ what: 'chain-gone', chain: goesOn.head()?.chain, seq: 4 }])
  })
})
