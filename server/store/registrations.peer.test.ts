import { randomBytes, randomUUID } from 'node:crypto'
import { inspect } from 'node:util'
import { Secret } from '@gatehouse/contract'
import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { onBothDatabases, type TestDatabase } from '../../test/peers/databases.ts'
import { dumpFiles, dumpTables } from '../../test/peers/dump.ts'
import type { AuditEntry } from '../recovery/audit.ts'
import { mostOf, type Place, type Registered, RegistrationFull, type Registration, type RegistrationKind, type RegistrationNotice } from '../registration/ports.ts'
import { registrationKeys } from '../registration/seal.ts'
import type { Store } from './database.ts'
import { storedNoticesTold } from './notices-told.ts'
import { deleteOldFormer, storedPeople } from './registered-people.ts'
import { storedRegistrations } from './registrations.ts'
import { resealRegistrations } from './reseal.ts'

const aKey = () => randomBytes(32).toString('base64')
const DAY = 86_400_000

onBothDatabases(import.meta.url, (database: TestDatabase) => {
  const oldKey = aKey()
  const present = registrationKeys(new Secret(oldKey))
  let store: Store
  let now = 1_000_000
  let person: string
  const told: AuditEntry[] = []
  const noticed: RegistrationNotice[] = []
  const lines: unknown[] = []
  const planted: string[] = []

  const registrationsWith = (keys = present, breaks = false) => storedRegistrations({
    database: store.database, keys, now: () => now,
    tell: (_, entries) => void told.push(...entries),
    enqueue: (_, notices) => {
      if (breaks) return Promise.reject(new Error('the process dies'))
      noticed.push(...notices)
      return Promise.resolve()
    },
    log: { error: (...line) => void lines.push(line) },
  })
  let ours: ReturnType<typeof registrationsWith>
  beforeAll(async () => {
    store = await database.open()
    ours = registrationsWith()
  })
  afterAll(() => store.close())
  beforeEach(() => {
    person = randomUUID()
    for (const list of [told, noticed, lines]) list.length = 0
  })

  const one = (kind: RegistrationKind, slot: string, value: string, more: Partial<Registration> = {}): Registration => {
    planted.push(value)
    return { kind, slot, value: new Secret(value), origin: 'self', provedAt: now, outsideFrom: now + DAY, confirmedAt: now, ...more }
  }
  const aNumber = () => `+49171${String(Math.floor(Math.random() * 1e8)).padStart(8, '0')}`
  const valuesOf = ({ has }: Registered, kind: RegistrationKind) => has[kind].map(({ value }) => value.reveal())
  const formerOf = ({ former }: Registered) => former.map(({ value }) => value.reveal()).toSorted()
  const put = async (...items: Registration[]) => {
    expect(await ours.put(await ours.read(person), items)).toBe(true)
    return ours.read(person)
  }

  it('[F-17] what somebody registered comes back as it was put in, and nobody else has any of it', async () => {
    expect(await ours.read(person)).toEqual({ person, version: 0, has: { number: [], mail: [], answer: [] }, former: [] })
    const items = [one('number', '1', aNumber()), one('mail', '2', `${randomUUID()}@home.example`, { origin: 'import', provedAt: null }), one('answer', 'first-pet', `$argon2id$${randomUUID()}`)]
    const read = await put(...items)
    expect(read.version).toBe(1)
    expect(Object.values(read.has).flat()).toEqual(items)
    expect(items.map(({ value }) => value.reveal())).toEqual([...valuesOf(read, 'number'), ...valuesOf(read, 'mail'), ...valuesOf(read, 'answer')])
    expect((await ours.read(randomUUID())).version).toBe(0)
    expect(told).toEqual([
      { kind: 'registered', what: 'number', origin: 'self', replaced: false, person },
      { kind: 'registered', what: 'mail', origin: 'import', replaced: false, person },
      { kind: 'registered', what: 'answer', origin: 'self', replaced: false, person },
    ])
  })

  it('[S-13] of many changes to what was seen once one is made, with its entry and its notice; nothing is lost', async () => {
    const seen = await ours.read(person)
    const notice = (at: number): RegistrationNotice => ({ person, told: 'added', kind: 'number', at, caseNumber: '7K4P-29QX', language: 'en' })
    const numbers = Array.from({ length: 5 }, aNumber)
    const firsts = await Promise.all(numbers.map((value, at) => ours.put(seen, [one('number', '1', value)], { notices: [notice(at)] })))
    expect(firsts.filter(Boolean)).toHaveLength(1)
    const then = await ours.read(person)
    expect(valuesOf(then, 'number')).toEqual([numbers[firsts.indexOf(true)]])
    expect(noticed).toEqual([notice(firsts.indexOf(true))])
    const seconds = await Promise.all([ours.put(then, [one('number', '2', aNumber())]), ours.remove(then, [{ kind: 'number', slot: '1' }]), ours.confirm(then, [{ kind: 'number', slot: '1' }], now)])
    expect(seconds.filter(Boolean)).toHaveLength(1)
    expect(told).toHaveLength(2)
    expect((await ours.read(person)).version).toBe(2)
  })

  it('[S-14] what breaks off in the middle leaves nothing behind', async () => {
    const before = await put(one('number', '1', aNumber()))
    const notice: RegistrationNotice = { person, told: 'replaced', at: now, caseNumber: '7K4P-29QX', language: 'en' }
    await expect(registrationsWith(present, true).put(before, [one('number', '1', aNumber())], { notices: [notice] })).rejects.toThrow('the process dies')
    const after = await ours.read(person)
    expect([after, valuesOf(after, 'number')]).toEqual([before, valuesOf(before, 'number')])
  })

  it('[S-16] the same value again goes on counting outside from when it did; another one begins anew, and the one before still hears what happens', async () => {
    const [first, second] = [aNumber(), aNumber()]
    await put(one('number', '1', first, { outsideFrom: 5 }))
    const again = await put(one('number', '1', first, { outsideFrom: 9 }))
    expect([again.has.number[0]?.outsideFrom, formerOf(again)]).toEqual([5, []])
    const other = await put(one('number', '1', second, { outsideFrom: 9 }))
    expect([valuesOf(other, 'number'), other.has.number[0]?.outsideFrom, formerOf(other)]).toEqual([[second], 9, [first]])
    expect(told.at(-1)).toMatchObject({ kind: 'registered', replaced: true })
    expect(await ours.remove(other, [{ kind: 'number', slot: '1' }, { kind: 'mail', slot: '1' }])).toBe(true)
    const gone = await ours.read(person)
    expect([gone.has.number, formerOf(gone)]).toEqual([[], [first, second].toSorted()])
    expect(told.slice(3)).toEqual([{ kind: 'unregistered', what: 'number', person }])
    now += 30 * DAY
    expect((await ours.read(person)).former).toEqual([])
  })

  it('confirming changes that alone, and answers leave nothing former behind', async () => {
    const before = await put(one('mail', '1', `${randomUUID()}@home.example`), one('answer', 'first-pet', '$argon2id$1'))
    const places: Place[] = [{ kind: 'mail', slot: '1' }, { kind: 'mail', slot: '2' }]
    expect(await ours.confirm(before, places, 77, { caseNumber: '7K4P-29QX' })).toBe(true)
    const after = await ours.read(person)
    expect(after.has.mail).toEqual([{ ...before.has.mail[0], confirmedAt: 77 }])
    expect(told.slice(2)).toEqual([{ kind: 'registration-confirmed', what: 'mail', person, caseNumber: '7K4P-29QX' }])
    await ours.remove(after, [{ kind: 'answer', slot: 'first-pet' }])
    expect(await ours.read(person)).toMatchObject({ has: { answer: [] }, former: [] })
  })

  it('[S-14] what goes in the place of others goes with them, or all stays as it was', async () => {
    const before = await put(one('answer', 'first-pet', '$argon2id$1'), one('answer', 'first-car', '$argon2id$2'))
    const [items, instead] = [[one('answer', 'first-pet', '$argon2id$3'), one('answer', 'first-film', '$argon2id$4')], [{ kind: 'answer', slot: 'first-car' } as const]]
    await expect(ours.put(before, [...items, one('number', '3', aNumber())], {}, instead)).rejects.toThrow(RegistrationFull)
    expect(await ours.read(person)).toEqual(before)
    expect(await ours.put(before, items, {}, instead)).toBe(true)
    expect(valuesOf(await ours.read(person), 'answer')).toEqual(['$argon2id$4', '$argon2id$3'])
  })

  it('nobody has more of a kind than may be', async () => {
    const answers = Array.from({ length: mostOf.answer }, (_, index) => one('answer', `q${index}`, `$argon2id$${index}`))
    const full = await put(...answers)
    await expect(ours.put(full, [one('answer', 'one-more', '$argon2id$')])).rejects.toThrow(RegistrationFull)
    await expect(ours.put(full, [one('number', '3', aNumber())])).rejects.toThrow(RegistrationFull)
    expect(await ours.read(person)).toEqual(full)
    expect((await put(one('answer', 'q3', '$argon2id$new'))).has.answer).toHaveLength(mostOf.answer)
  })

  it('[S-16] who is frozen can change nothing; a reset takes all of it, and what was under way before comes too late', async () => {
    const before = await put(one('number', '1', aNumber()))
    await ours.freeze(person, { at: now, caseNumber: 'AAAA-AAAA' })
    await ours.freeze(person, { at: now + 1, caseNumber: 'BBBB-BBBB' })
    const frozen = await ours.read(person)
    expect(frozen).toMatchObject({ version: 2, frozen: { at: now, caseNumber: 'AAAA-AAAA' } })
    for (const seen of [before, frozen]) expect(await ours.put(seen, [one('number', '1', aNumber())])).toBe(false)
    expect(await ours.remove(frozen, [{ kind: 'number', slot: '1' }])).toBe(false)
    expect(await ours.reset(person, now + 2, { caseNumber: 'CCCC-CCCC' })).toBe(true)
    expect(await ours.reset(person, now + 3)).toBe(false)
    expect(await ours.read(person)).toEqual({ person, version: 3, resetAt: now + 2, has: { number: [], mail: [], answer: [] }, former: [] })
    expect(told.slice(1)).toEqual([
      { kind: 'registrations-frozen', person, caseNumber: 'AAAA-AAAA' }, { kind: 'registrations-reset', frozen: true, person, caseNumber: 'CCCC-CCCC' },
    ])
    expect(await ours.put(before, [one('number', '1', aNumber())])).toBe(false)
    expect((await put(one('number', '1', aNumber()))).has.number).toHaveLength(1)
  })

  it('[S-16] what happened before a reset freezes nothing of what was registered since; what happened after it does', async () => {
    await put(one('number', '1', aNumber()))
    expect(await ours.reset(person, now)).toBe(true)
    const present = await put(one('number', '1', aNumber()))
    told.length = 0
    await ours.freeze(person, { at: now + 9, caseNumber: 'AAAA-AAAA', after: now - 1 }, { notices: [{ person, told: 'frozen', at: now + 9, caseNumber: 'AAAA-AAAA', language: 'en' }] })
    expect([await ours.read(person), told, noticed]).toEqual([present, [], []])
    await ours.freeze(person, { at: now + 9, caseNumber: 'BBBB-BBBB', after: now })
    expect(await ours.read(person)).toMatchObject({ frozen: { caseNumber: 'BBBB-BBBB' }, resetAt: now })
    expect(told).toEqual([{ kind: 'registrations-frozen', person, caseNumber: 'BBBB-BBBB' }])
  })

  it('[S-16] somebody who never registered can be frozen too', async () => {
    const seen = await ours.read(person)
    await ours.freeze(person, { at: now, caseNumber: 'AAAA-AAAA' })
    expect(await ours.put(seen, [one('number', '1', aNumber())])).toBe(false)
  })

  describe('[S-19] a row', () => {
    it('that was moved to another person or place does not open: it counts as none, and the log says so', async () => {
      const [mine, theirs] = [person, randomUUID()]
      await put(one('number', '1', aNumber()))
      person = theirs
      await put(one('number', '1', aNumber()), one('mail', '1', `${theirs}@home.example`))
      await store.database.execute(sql`update registrations t set sealed = m.sealed from registrations m where m.person = ${mine} and m.kind = 'number' and t.person = ${theirs} and t.kind = 'number'`)
      const read = await ours.read(theirs)
      expect([read.has.number, read.has.mail.length]).toEqual([[], 1])
      expect(inspect(lines)).toContain('cannot be opened')
      expect(inspect(lines, { depth: 9 })).not.toContain(planted.at(-1))
      // It can be replaced, and removed.
      expect(valuesOf(await put(one('number', '1', '+491713920011')), 'number')).toEqual(['+491713920011'])
    })

    it('of an older key opens, is sealed under the present one, and then the older one can go', async () => {
      const number = aNumber()
      await put(one('number', '1', number))
      const [newKey, both] = [aKey(), () => registrationKeys(new Secret(`${newKey}\n${oldKey}`))]
      const newOnly = registrationKeys(new Secret(newKey))
      expect(valuesOf(await registrationsWith(both()).read(person), 'number')).toEqual([number])
      expect((await registrationsWith(newOnly).read(person)).has.number).toEqual([])
      // More than at a time, one of which no key opens.
      const many = (table: string) => `from (select 'many-' || n as person from generate_series(1, 450) n) ${table}`
      await store.database.execute(`insert into registered_people (person, version) select person, 1 ${many('m')}`)
      await store.database.execute(`insert into registrations select person, 'number', '1', 'strange', 'x', 'self', null, 0, 0, null ${many('m')}`)
      const first = await resealRegistrations(store.database, both())
      expect(first.unopened).toBeGreaterThanOrEqual(450)
      expect(first.resealed).toBeGreaterThan(10)
      expect(await resealRegistrations(store.database, both())).toEqual({ resealed: 0, unopened: first.unopened })
      expect(valuesOf(await registrationsWith(newOnly).read(person), 'number')).toEqual([number])
      await store.database.execute(`delete from registered_people where person like 'many-%'`)
      expect((await resealRegistrations(store.database, present)).resealed).toBe(0)
    })
  })

  it('of somebody who is missed everything goes, once, with its entry; of somebody who is there again nothing does', async () => {
    const people = storedPeople(store.database, (_, entries) => void told.push(...entries))
    const before = await put(one('number', '1', aNumber()), one('answer', 'first-pet', '$argon2id$1'))
    told.length = 0
    const known = async () => (await people.after('', 10_000)).find((some) => some.person === person)
    expect(await known()).toEqual({ person, missedSince: null })
    await people.miss(person, 500)
    expect(await known()).toEqual({ person, missedSince: 500 })
    expect(await people.forget(person, 400)).toBe(false)
    expect((await ours.read(person)).has).toEqual(before.has)
    expect((await Promise.all([people.forget(person, 500), people.forget(person, 500)])).toSorted()).toEqual([false, true])
    expect(await known()).toBeUndefined()
    expect(await ours.read(person)).toEqual({ person, version: 0, has: { number: [], mail: [], answer: [] }, former: [] })
    expect(told).toEqual([{ kind: 'registrations-forgotten', person }])
    expect((await people.after('', 1)).length).toBe(1)
  })

  it('former ones go from the database when their time is over', async () => {
    await put(one('number', '1', aNumber()))
    await put(one('number', '1', aNumber()))
    const rows = async () => (await store.database.execute(sql`select slot from registrations where person = ${person}`)).rows.length
    await deleteOldFormer(store.database, now + 30 * DAY - 1)
    expect(await rows()).toBe(2)
    await deleteOldFormer(store.database, now + 30 * DAY)
    expect(await rows()).toBe(1)
  })

  it('where somebody has heard of an outcome is kept once, and goes with the recovery', async () => {
    const told = storedNoticesTold(store.database)
    await store.database.execute(sql`insert into recoveries values (${person}, ${person}, 1, '{}', now(), now())`)
    expect(await told.of(person)).toEqual(new Set())
    await Promise.all([told.add(person, 'one'), told.add(person, 'one'), told.add(person, 'other')])
    expect(await told.of(person)).toEqual(new Set(['one', 'other']))
    await store.database.execute(sql`delete from recoveries where id = ${person}`)
    expect(await told.of(person)).toEqual(new Set())
  })

  it('[S-19] no number, address or answer is in a table, a file of the database or a log line, and a planted one is found', async () => {
    const secrets = [...new Set(planted)].filter((value) => value.length > 12)
    expect(secrets.length).toBeGreaterThan(20)
    const seen = { tables: await dumpTables(store), files: dumpFiles(database.folder()), lines: inspect(lines, { depth: 9, maxArrayLength: null }) }
    expect(seen.tables).toMatch(/^\S+\.registrations \(/mu)
    const said = (value: string) => [value, value.replace('+', ''), Buffer.from(value).toString('base64').replace(/=+$/u, '')]
    for (const secret of secrets) for (const text of said(secret)) for (const where of Object.values(seen)) expect(where.includes(text)).toBe(false)

    const plain = `${secrets[0] ?? ''}-planted`
    await store.database.execute(sql`insert into registered_people (person, version) values (${person}, 1)`)
    await store.database.execute(sql`insert into registrations values (${person}, 'number', '1', 'k', ${plain}, 'self', null, 0, 0, null)`)
    expect(await dumpTables(store)).toContain(plain)
    await store.database.execute(sql`delete from registrations where person = ${person}`)
    expect(await dumpTables(store)).not.toContain(plain)
    expect(dumpFiles(database.folder())).toContain(plain)
  })
})
