import { randomBytes, randomUUID } from 'node:crypto'
import { Secret } from '@gatehouse/contract'
import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { onBothDatabases } from '../../test/peers/databases.ts'
import { dumpTables } from '../../test/peers/dump.ts'
import type { Store } from '../store/database.ts'
import { guarded } from '../store/problem.ts'
import { atEnd } from '../store/transaction-end.ts'
import { BEGINNING, macOf } from './chain.ts'
import { isSigned } from './head.ts'
import { auditKeys } from './keys.ts'
import { linksOf } from './read.ts'
import { auditTrail } from './trail.ts'

const aKey = () => randomBytes(32).toString('base64')
const ADA = '5f0c8a52-9d5e-4b8e-8a34-0f6f1e2d3c4b'

onBothDatabases(import.meta.url, (database) => {
  let store: Store
  beforeAll(async () => { store = await database.open() })
  afterAll(() => store.close())

  const text = aKey()
  const keys = auditKeys(new Secret(text))
  const errors: object[] = []
  const trail = (which = keys) => auditTrail({
    keys: which, atEnd, now: Date.now, log: { error: (fields) => void errors.push(fields) },
    transact: (work) => guarded(() => store.database.transaction(work)),
  })
  type Trail = ReturnType<typeof trail>
  const chainOf = (one: Trail) => linksOf(store.database, one.head()?.chain ?? '')

  it('[S-18] each link carries the next number and a MAC over the one before it; the head is the last, signed', async () => {
    const one = trail()
    expect(one.head()).toBeUndefined()
    await one.record([{ kind: 'server-started', version: '1' }, { kind: 'policy-loaded', fingerprint: 'ab' }])
    await one.record([{ kind: 'server-stopped' }])
    const links = await chainOf(one)
    expect(links.map(({ seq, entry }) => [seq, entry['kind']])).toEqual([[1, 'server-started'], [2, 'policy-loaded'], [3, 'server-stopped']])
    links.forEach((link, index) => {
      expect(link.mac).toBe(macOf(keys[0], link, links[index - 1]?.mac ?? BEGINNING))
    })
    const head = one.head() ?? expect.fail('there is one')
    expect(head).toMatchObject({ seq: 3, mac: links[2]?.mac })
    expect(isSigned(head, keys)).toBe(true)
    expect(isSigned({ ...head, seq: 2 }, keys)).toBe(false)
  })

  it('[S-18] many at once are one chain, and what was rolled back leaves no gap in it', async () => {
    const one = trail()
    const work = Array.from({ length: 60 }, (_, index) => store.database.transaction(async (transaction) => {
      one.tell(transaction, [{ kind: 'ended', reason: String(index) }])
      await transaction.execute(sql`select 1`)
      if (index % 3 === 0) throw new Error('rolled back')
      one.tell(transaction, [{ kind: 'ended', reason: `${index} again` }])
    }).catch(() => undefined))
    await Promise.all(work)
    const links = await chainOf(one)
    expect(links.map(({ seq }) => seq)).toEqual(Array.from({ length: 80 }, (_, index) => index + 1))
    expect(links.filter(({ entry }) => Number(entry['reason']) % 3 === 0)).toEqual([])
  })

  it('[S-18] a commit that was never answered: the chain goes on from what the database has', async () => {
    const one = trail()
    await store.database.execute(sql`create table if not exists pair (word text primary key deferrable initially deferred)`)
    const failing = () => store.database.transaction(async (transaction) => {
      // Refused only when it is committed: the server cannot tell that from a commit whose answer was lost.
      await transaction.execute(sql`insert into pair values ('twice'), ('twice')`)
      one.tell(transaction, [{ kind: 'ended', reason: 'never' }])
    })
    await one.record([{ kind: 'server-started', version: '1' }])
    await expect(failing()).rejects.toThrow()
    await expect(failing()).rejects.toThrow()
    await one.record([{ kind: 'server-stopped' }])
    expect((await chainOf(one)).map(({ seq, entry }) => [seq, entry['kind']])).toEqual([[1, 'server-started'], [2, 'server-stopped']])
    expect(errors).toEqual([])
  })

  it('[S-18] a link that somebody else put on the chain is reported, and this server begins another one', async () => {
    const one = trail()
    await one.record([{ kind: 'server-started', version: '1' }])
    const { chain } = one.head() ?? expect.fail('there is one')
    await store.database.execute(sql`insert into gatehouse_audit.entries (chain, seq, key, entry, mac) values (${chain}, 2, 'x', '{}', 'x')`)
    await expect(one.record([{ kind: 'server-stopped' }])).rejects.toMatchObject({ kind: 'busy' })
    await one.record([{ kind: 'server-stopped' }])
    expect(one.head()).toMatchObject({ seq: 1 })
    expect(one.head()?.chain).not.toBe(chain)
    expect(errors.splice(0)).toEqual([{ chain, seq: 1 }])
  })

  it('[S-18] a person is a pseudonym, the same in every chain and after a change of keys, another one once forgotten', async () => {
    const about = () => ({ kind: 'begun' as const, entrance: 'workstation' as const, known: true, person: ADA, recovery: randomUUID(), caseNumber: '7K4P-29QX' })
    const [one, other] = [trail(), trail(auditKeys(new Secret(`${aKey()}\n${text}`)))]
    await one.record([about()])
    await other.record([about(), about()])
    const who = [...await chainOf(one), ...await chainOf(other)].map(({ entry }) => entry['person'])
    expect(who).toEqual([who[0], who[0], who[0]])
    expect(who[0]).toMatch(/^p-[0-9a-f]{20}$/u)
    expect((await dumpTables(store)).split('\n').filter((line) => line.includes(ADA) && !/^\w+\.audit_people/u.test(line))).toEqual([])
    await store.database.execute(sql`delete from audit_people where person = ${ADA}`)
    await one.record([about()])
    expect((await chainOf(one)).at(-1)?.entry['person']).not.toBe(who[0])
  })

  it('[S-10] for an account that does not exist the same is asked of the database', async () => {
    const one = trail()
    const count = async () => (await store.database.execute(sql`select person from audit_people where person like 'nobody-%'`)).rows.length
    await one.record([{ kind: 'begun', entrance: 'workstation', known: false, recovery: 'a1b2', caseNumber: '7K4P-29QX' }])
    expect(await count()).toBe(1)
    expect((await chainOf(one)).at(-1)?.entry).not.toHaveProperty('person')
  })
})
