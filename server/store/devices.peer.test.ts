import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { newSigner, thumbprintOf } from '../../client/device-proof.ts'
import { onBothDatabases, type TestDatabase } from '../../test/peers/databases.ts'
import type { Devices } from '../devices/ports.ts'
import type { Store } from './database.ts'
import { addDeviceCode, changeDevices } from './device-list.ts'
import { storedDevices } from './devices.ts'
import { keepDeletingOldRecoveries } from './retention.ts'

const DAYS = 90
/** What could not be deleted is only told in the log. */
const log = { info: () => {}, warn: (fields: object) => { throw new Error(JSON.stringify(fields)) } }

onBothDatabases(import.meta.url, (database: TestDatabase) => {
  let store: Store
  let devices: Devices
  beforeAll(async () => {
    store = await database.open()
    devices = storedDevices(store.database, () => {})
    for (const id of ['OLD', 'NEW']) await addDeviceCode(store.database, () => {}, { id, hash: id, group: 'Front desk', most: 9, minutes: 60 })
  })
  afterAll(() => store.close())

  const rows = async (text: string) => (await store.database.execute(text)).rows

  async function enrolled() {
    const { key } = await newSigner()
    const id = randomUUID()
    await devices.enrol({ codes: ['NEW'], id, name: 'DESK', key, thumbprint: await thumbprintOf(key) })
    return id
  }
  /** One server's deletion, as it is done each hour. */
  const sweep = () => keepDeletingOldRecoveries(store.database, DAYS, log, Date.now)()

  test('[S-06] what is old of devices is deleted with the recoveries, and a number that was given once is refused all the same', async () => {
    const [kept, gone, lately] = [await enrolled(), await enrolled(), await enrolled()]
    expect(await devices.see(kept, { seq: 5, jkt: 'fifth' })).toBe('fresh')
    expect(await devices.see(kept, { seq: 6, jkt: 'sixth' })).toBe('fresh')
    expect(await devices.see(gone, { seq: 1, jkt: 'of one that goes' })).toBe('fresh')
    await changeDevices(store.database, () => {}, 'revoked', [gone, lately])
    for (const jti of ['used long ago', 'used now']) expect(await devices.use('sixth', jti)).toBe(true)

    const past = (days: number) => `now() - interval '${days} days'`
    await rows(`update device_tickets set first_seen = ${past(DAYS + 1)} where seq = 5`)
    await rows(`update device_tickets set first_seen = ${past(DAYS - 1)} where seq = 6`)
    await rows(`update device_codes set expires_at = ${past(DAYS + 1)} where id = 'OLD'`)
    await rows(`update devices set changed_at = ${past(DAYS + 1)}, enrolled_at = ${past(DAYS + 1)} where id in ('${gone}', '${kept}')`)
    await rows(`update devices set changed_at = ${past(DAYS - 1)} where id = '${lately}'`)
    // Fifteen minutes: far longer than any nonce counts, and far less than a day.
    await rows(`update device_proofs set at = now() - interval '16 minutes' where jti = 'used long ago'`)
    await sweep()

    // However long ago it was enrolled, a machine that counts stays.
    expect(await rows('select id from devices order by id')).toEqual([kept, lately].toSorted().map((id) => ({ id })))
    expect(await rows('select seq::int as seq from device_tickets')).toEqual([{ seq: 6 }])
    expect(await rows('select jti from device_proofs')).toEqual([{ jti: 'used now' }])
    expect(await rows('select id from device_codes')).toEqual([{ id: 'NEW' }])
    expect(await devices.use('sixth', 'used now')).toBe(false)
    expect(await devices.see(kept, { seq: 5, jkt: 'fifth' })).toBe('behind')
    expect(await devices.see(kept, { seq: 6, jkt: 'another' })).toBe('copied')
    expect(await devices.byId(gone)).toBeUndefined()
  })

  test('[S-06] of one reminder that comes many times at once, one is taken; of a device that counts no more, none', async () => {
    const [id, gone] = [await enrolled(), await enrolled()]
    await changeDevices(store.database, () => {}, 'revoked', [gone])
    const answers = await Promise.all(Array.from({ length: 8 }, () => devices.takeReminder(id, 7)))
    expect(answers.toSorted()).toEqual(['taken', ...Array.from({ length: 7 }, () => 'used')])
    expect(await Promise.all([devices.takeReminder(id, 40), devices.takeReminder(id, 9), devices.takeReminder(id, 39)])).toEqual(['taken', 'taken', 'taken'])
    expect([await devices.takeReminder(id, 9), await devices.takeReminder(gone, 1), await devices.takeReminder(randomUUID(), 1)]).toEqual(['used', 'gone', 'gone'])
    // The numbers of tickets are others.
    expect(await devices.see(id, { seq: 1, jkt: 'first' })).toBe('fresh')
  })
})
