import { randomBytes } from 'node:crypto'
import { Secret } from '@gatehouse/contract'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { onBothDatabases, type TestDatabase } from '../../test/peers/databases.ts'
import { showing } from '../../client/effort.ts'
import { effortBrake } from '../throttle/effort.ts'
import type { Store } from './database.ts'
import { deleteOldEfforts, storedEfforts } from './efforts.ts'

const NOW = Date.UTC(2026, 10, 26)
const MINUTE = 60_000

onBothDatabases(import.meta.url, (database: TestDatabase) => {
  let store: Store
  beforeAll(async () => { store = await database.open() })
  afterAll(() => store.close())

  it('[S-21] of any number that show one effort at the same moment one is let in; what was taken is counted by its network, and goes in time', async () => {
    const efforts = storedEfforts(store.database)
    const together = await Promise.all(Array.from({ length: 10 }, () => efforts.take('one', 'here', NOW)))
    expect(together.filter(Boolean)).toHaveLength(1)
    expect(await efforts.take('two', 'here', NOW + MINUTE)).toBe(true)
    expect(await efforts.take('three', 'there', NOW + MINUTE)).toBe(true)
    expect(await Promise.all([efforts.taken('here', NOW - 1), efforts.taken('here', NOW), efforts.taken('nowhere', 0)])).toEqual([2, 1, 0])

    await deleteOldEfforts(store.database, NOW + 60 * MINUTE)
    expect(await efforts.taken('here', 0)).toBe(1)
    expect(await efforts.take('two', 'here', NOW + 60 * MINUTE)).toBe(false)
  })

  it('[S-21] of many efforts that one network shows at the same moment no more are let in than one after the other', async () => {
    const { ask, take } = effortBrake({
      key: new Secret(randomBytes(32).toString('base64')), bits: 6, efforts: storedEfforts(store.database), networkOf: (address) => `of ${address}`,
      random: () => randomBytes(32).toString('base64url'), now: () => NOW,
    })
    const shown = (await Promise.all(Array.from({ length: 40 }, () => ask('crowd')))).map((asked) => {
      const work = showing(asked)
      for (;;) {
        const { done, value } = work.next()
        if (done) return value
      }
    })
    const letIn = await Promise.all(shown.map((effort) => take(effort, 'crowd')))
    expect(letIn.filter(Boolean).length).toBeLessThanOrEqual(9)
  })
})
