import { randomBytes, randomUUID } from 'node:crypto'
import { inspect } from 'node:util'
import { Secret } from '@gatehouse/contract'
import { sql } from 'drizzle-orm'
import { expect, it } from 'vitest'
import { onBothDatabases } from '../test/peers/databases.ts'
import { keepRegistrations } from './keep-registrations.ts'
import { lockedAccount } from './recovery/machine.scenario.ts'
import type { AuditEntry } from './recovery/audit.ts'
import { registrationKeys } from './registration/seal.ts'
import { storedPeople } from './store/registered-people.ts'
import { storedRegistrations } from './store/registrations.ts'

const DAY = 86_400_000
const aKey = () => randomBytes(32).toString('base64')

onBothDatabases(import.meta.url, (database) => {
  it('[F-17 S-19] a server seals what people registered under its present key, forgets who has gone, and says so without a value', async () => {
    const store = await database.open()
    const [oldKey, newKey] = [aKey(), aKey()]
    const [stays, goes] = [randomUUID(), randomUUID()]
    const said: unknown[] = []
    const told: AuditEntry[] = []
    const say = (...line: unknown[]) => void said.push(line)
    const log = { info: say, warn: say, error: say }
    let now = 1000
    const registrationsWith = (text: string) => storedRegistrations({
      database: store.database, keys: registrationKeys(new Secret(text)), tell: (_, entries) => void told.push(...entries), enqueue: async () => {}, log, now: () => now,
    })
    for (const person of [stays, goes]) {
      const ours = registrationsWith(oldKey)
      const one = { kind: 'number', slot: '1', value: new Secret('+491713920011'), origin: 'self', provedAt: 1, outsideFrom: 1, confirmedAt: 1 } as const
      await ours.put(await ours.read(person), [one])
    }

    const upkeep = keepRegistrations({
      database: store.database, keys: registrationKeys(new Secret(`${newKey}\n${oldKey}`)), people: storedPeople(store.database, (_, entries) => void told.push(...entries)),
      directory: { account: async (person) => (person === goes ? null : { ...lockedAccount, name: person }) }, days: 30, now: () => now,
    }, log)
    await upkeep.look()
    const valueOf = async (person: string) => (await registrationsWith(newKey).read(person)).has.number.map(({ value }) => value.reveal())
    expect([await valueOf(stays), await valueOf(goes)]).toEqual([['+491713920011'], ['+491713920011']])
    now += 30 * DAY
    await upkeep.look()
    expect([await valueOf(stays), await valueOf(goes)]).toEqual([['+491713920011'], []])
    expect(told.at(-1)).toEqual({ kind: 'registrations-forgotten', person: goes })
    await upkeep.stop()
    const lines = inspect(said, { depth: 9 })
    expect(lines).toContain('registrations are sealed under the present key')
    expect(lines).toContain('forgotten: 1')
    expect(lines).not.toContain('3920011')

    // What no key opens is named, and keeps nothing from going on.
    await store.database.execute(sql`update registrations set sealed = 'x', key = 'strange'`)
    said.length = 0
    const again = keepRegistrations({
      database: store.database, keys: registrationKeys(new Secret(newKey)), people: storedPeople(store.database, () => {}),
      directory: { account: async () => lockedAccount }, days: 30, now: () => now,
    }, log)
    await again.look()
    await again.stop()
    expect(inspect(said, { depth: 9 })).toContain('unopened: 1')
    await store.close()
  })
})
