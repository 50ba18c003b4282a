import { randomBytes, randomUUID } from 'node:crypto'
import { Secret } from '@gatehouse/contract'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { onBothDatabases, type TestDatabase } from '../../test/peers/databases.ts'
import type { Registration } from '../registration/ports.ts'
import { registrationKeys } from '../registration/seal.ts'
import type { Store } from './database.ts'
import { storedRegistrations } from './registrations.ts'

const DAY = 86_400_000

// Addresses that were replaced or removed, which still hear what happens: which of them are kept.
onBothDatabases(import.meta.url, (database: TestDatabase) => {
  let store: Store
  let now = 1_000_000
  let person: string
  let ours: ReturnType<typeof storedRegistrations>
  beforeAll(async () => {
    store = await database.open()
    const keys = registrationKeys(new Secret(randomBytes(32).toString('base64')))
    ours = storedRegistrations({ database: store.database, keys, now: () => now, tell: () => {}, enqueue: async () => {}, log: { error: () => expect.fail('none is unreadable') } })
  })
  afterAll(() => store.close())
  beforeEach(() => {
    person = randomUUID()
  })

  const read = () => ours.read(person)
  const former = async () => (await read()).former.map(({ value }) => value.reveal()).toSorted()
  const put = async (slot: string, address: string, more: Partial<Registration> = {}) => {
    now += 1000
    const item: Registration = { kind: 'mail', slot, value: new Secret(address), origin: 'self', provedAt: now, outsideFrom: now + DAY, confirmedAt: now, ...more }
    expect(await ours.put(await read(), [item])).toBe(true)
  }
  const remove = async (slot: string) => {
    now += 1000
    expect(await ours.remove(await read(), [{ kind: 'mail', slot }])).toBe(true)
  }

  it('the four that counted first, and the one that goes by the change itself', async () => {
    const all = Array.from({ length: 7 }, (_, index) => `${index}@home.example`)
    for (const address of all) await put('1', address)
    expect(await former()).toEqual([...all.slice(0, 4), ...all.slice(5, 6)])
  })

  describe('[S-16] whoever has got into somebody’s registration pushes none of the owner’s out by registering and removing others: an address', () => {
    const others = async () => {
      for (let times = 0; times < 6; times += 1) {
        await put('2', `${times}@thief.example`)
        await remove('2')
      }
    }
    it.each<[string, () => Partial<Registration>]>([
      ['proved long ago', () => ({ provedAt: 7, outsideFrom: 7 + DAY })],
      ['proved today', () => ({})],
      ['that a file brought and nobody has proved', () => ({ origin: 'import', provedAt: null })],
    ])('%s', async (_, facts) => {
      await put('1', 'owner@home.example', facts())
      await others()
      // Whoever is in may also say that it still is right.
      await ours.confirm(await read(), [{ kind: 'mail', slot: '1' }], now)
      await remove('1')
      expect(await former()).toContain('owner@home.example')
      await others()
      expect(await former()).toContain('owner@home.example')
    })
  })
})
