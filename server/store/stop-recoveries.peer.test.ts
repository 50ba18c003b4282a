import { randomBytes, randomUUID } from 'node:crypto'
import { Secret } from '@gatehouse/contract'
import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import { onBothDatabases, type TestDatabase } from '../../test/peers/databases.ts'
import type { AuditEntry } from '../recovery/audit.ts'
import { newRecovery } from '../recovery/machine.scenario.ts'
import type { Recovery } from '../recovery/recovery.ts'
import { registrationKeys } from '../registration/seal.ts'
import type { Store } from './database.ts'
import { heldAbout } from './person.ts'
import { storedRecoveries } from './recoveries.ts'
import { storedRegistrations } from './registrations.ts'

onBothDatabases(import.meta.url, (database: TestDatabase) => {
  let store: Store
  let person: string
  const told: AuditEntry[] = []
  const heard: string[] = []
  const parts = () => ({ database: store.database, keys: registrationKeys(new Secret(randomBytes(32).toString('base64'))), log: { error() {} }, now: () => newRecovery().begunAt })
  const tell = (_: unknown, entries: readonly AuditEntry[]) => void told.push(...entries)
  const recoveries = () => storedRecoveries(store.database, async () => {}, tell)
  const registrations = () => storedRegistrations({ ...parts(), tell, enqueue: async () => {}, ended: (recovery) => void heard.push(recovery) })
  beforeAll(async () => { store = await database.open() })
  afterAll(() => store.close())
  beforeEach(() => {
    person = randomUUID()
    told.length = heard.length = 0
  })

  const add = async (more: Partial<Recovery> = {}) => {
    const recovery: Recovery = { ...newRecovery(), id: randomUUID(), person, ...more }
    await recoveries().add(recovery, recovery.id, [], [])
    return recovery
  }
  const now = async ({ id }: Recovery) => (await recoveries().byId(id)) ?? expect.fail('was just added')
  const passed: Partial<Recovery> = { passed: ['email-code'], place: { at: 'choice' } }
  const frozen = { at: 9, caseNumber: 'AAAA-AAAA' }

  it('[S-16] a freeze stops all that runs for that person, in its own transaction, and nothing of anybody else; who waits hears of it', async () => {
    const [shown, early, working, other, nobody] = [await add(passed), await add(), await add({ ...passed, place: { at: 'working', choice: 'unlock', since: 0, passwordMark: '1', lost: false } }), await add({ ...passed, person: randomUUID() }), await add({ person: null })]
    await store.database.execute(sql`update recoveries set state = jsonb_set(state, '{place,newer}', '"kept"') where id = ${early.id}`)
    const dies = storedRegistrations({ ...parts(), tell: () => { throw new Error('the process dies') }, enqueue: async () => {}, ended: (recovery) => void heard.push(recovery) })
    await expect(dies.freeze(person, frozen)).rejects.toThrow('the process dies')
    expect([await now(shown), heard]).toEqual([{ recovery: shown, version: 1 }, []])

    await registrations().freeze(person, frozen)
    expect(await now(shown)).toEqual({ recovery: { ...shown, place: { at: 'ended', reason: 'stopped' } }, version: 2 })
    expect(await now(early)).toMatchObject({ recovery: { person: null, stoppedOf: person, place: early.place }, version: 2, beside: { place: { newer: 'kept' } } })
    for (const untouched of [working, other, nobody]) expect(await now(untouched)).toEqual({ recovery: untouched, version: 1 })
    expect(heard).toEqual([shown.id])
    const { caseNumber } = shown
    expect(told[0]).toEqual({ kind: 'registrations-frozen', person, caseNumber: 'AAAA-AAAA' })
    expect(told.slice(1)).toHaveLength(3)
    expect(told).toEqual(expect.arrayContaining([
      { kind: 'recovery-stopped', why: 'frozen', recovery: shown.id, caseNumber }, { kind: 'ended', reason: 'stopped', recovery: shown.id, caseNumber },
      { kind: 'recovery-stopped', why: 'frozen', recovery: early.id, caseNumber },
    ]))
    expect((await heldAbout(store.database, person)).recoveries.map(({ id }) => id).toSorted(), 'it is still theirs to see').toEqual([shown, early, working].map(({ id }) => id).toSorted())
  })

  it('[S-16] a reset does the same, and one with nothing to reset stops nothing', async () => {
    const shown = await add(passed)
    expect(await registrations().reset(person, 9)).toBe(false)
    expect((await now(shown)).version).toBe(1)
    const seen = await registrations().read(person)
    expect(await registrations().put(seen, [{ kind: 'number', slot: '1', value: new Secret('+491713920011'), origin: 'self', provedAt: 1, outsideFrom: 1, confirmedAt: 1 }])).toBe(true)
    expect(await registrations().reset(person, 9)).toBe(true)
    expect((await now(shown)).recovery.place).toEqual({ at: 'ended', reason: 'stopped' })
    expect(told).toContainEqual({ kind: 'recovery-stopped', why: 'reset', recovery: shown.id, caseNumber: shown.caseNumber })
  })

  it('[S-13 S-16] of a freeze and a saving at the same moment each counts once: what was saved is stopped, or is refused', async () => {
    for (let round = 0; round < 8; round++) {
      person = randomUUID()
      const shown = await add(passed)
      const stored = await now(shown)
      const [saved] = await Promise.all([recoveries().save(stored, { ...shown, place: { at: 'new-password' } }, [], []), registrations().freeze(person, frozen)])
      const after = await now(shown)
      expect(after.recovery.place).toEqual({ at: 'ended', reason: 'stopped' })
      expect(after.version).toBe(saved ? 3 : 2)
    }
  })
})
