import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { onBothDatabases } from '../../test/peers/databases.ts'
import { newRecovery } from '../recovery/machine.scenario.ts'
import type { CodeMessage, Recoveries } from '../recovery/ports.ts'
import type { Recovery } from '../recovery/recovery.ts'
import type { Store } from './database.ts'
import { storedMessages } from './messages.ts'
import { storedRecoveries } from './recoveries.ts'

const message = ({ id }: Recovery, counter = 1): CodeMessage => ({ recovery: id, gate: 'sms-code', counter })

onBothDatabases(import.meta.url, (database) => {
  let store: Store
  let recoveries: Recoveries
  let messages: ReturnType<typeof storedMessages>
  beforeAll(async () => {
    store = await database.open()
    recoveries = storedRecoveries(store.database, async () => {}, () => {})
    messages = storedMessages(store.database)
  })
  afterAll(() => store.close())

  async function add(): Promise<Recovery> {
    const recovery = { ...newRecovery(), id: randomUUID() }
    await recoveries.add(recovery, `hash-of-${recovery.id}`, [message(recovery)], [])
    return recovery
  }

  it('[S-14] a message is claimed once, also by many at once, and again only when it was given back', async () => {
    const mine = message(await add())
    const claims = () => Promise.all(Array.from({ length: 10 }, () => messages.claim(mine)))
    expect((await claims()).filter(Boolean)).toHaveLength(1)
    expect((await claims()).filter(Boolean)).toHaveLength(0)
    await messages.release(mine)
    expect((await claims()).filter(Boolean)).toHaveLength(1)
    await messages.settle(mine, 'sent')
    await messages.release(mine)
    expect((await claims()).filter(Boolean)).toHaveLength(0)
  })

  it('how a provider calls a message is found again, and what it took before at the same gate, with its age', async () => {
    const recovery = await add()
    const other = await add()
    await recoveries.save({ recovery, version: 1 }, recovery, [message(recovery, 2)], [])
    const taken = async (one: ReturnType<typeof message>, reference: string) => {
      await messages.claim(one)
      await messages.settle(one, 'sent', { provider: 'verify', reference })
    }
    // The same name in another recovery, an hour ago: the provider sent the same once more.
    await taken(message(other), 'VE1')
    await store.database.execute(`update messages set at = now() - interval '1 hour' where recovery = '${other.id}'`)
    await taken(message(recovery, 1), 'VE1')
    expect(await messages.referenceOf(message(recovery, 1), 'verify')).toEqual({ reference: 'VE1', underWay: false })
    expect(await messages.referenceOf(message(recovery, 1), 'another')).toEqual({ reference: undefined, underWay: false })
    expect(await messages.referenceOf(message(recovery, 2), 'verify'), 'not yet taken').toEqual({ reference: undefined, underWay: true })
    await messages.claim(message(recovery, 2))
    expect(await messages.referenceOf(message(recovery, 2), 'verify')).toEqual({ reference: undefined, underWay: true })
    await messages.settle(message(recovery, 2), 'failed')
    expect(await messages.referenceOf(message(recovery, 2), 'verify')).toEqual({ reference: undefined, underWay: false })
    const earlier = await messages.earlier(message(recovery, 2), 'verify')
    expect(earlier?.reference).toBe('VE1')
    expect(Math.round((earlier?.age ?? 0) / 60)).toBe(60)
    expect(await messages.earlier(message(recovery, 2), 'another')).toBeUndefined()
    expect(await messages.earlier(message(recovery, 1), 'verify'), 'nothing before the first').toBeUndefined()
  })
})
