import { PublicKey } from '@gatehouse/contract/devices'
import { and, count, eq, gt, inArray, lt, sql } from 'drizzle-orm'
import * as v from 'valibot'
import { counts, type Device, type DeviceState, deviceStates, type Devices, type Enrolled, type Enrolling } from '../devices/ports.ts'
import { takeNumber } from '../devices/reminder.ts'
import { judgeSeen } from '../devices/seen.ts'
import type { Database, Transaction } from './database.ts'
import { guarded } from './problem.ts'
import type { Tell } from './recoveries.ts'
import { deviceCodes, deviceProofs, devices, deviceTickets } from './tables.ts'

/** How long a ticket lives from when it was first seen, by the database's clock. */
const LIVES = sql`interval '15 minutes'`

const stateOf = (text: string): DeviceState => v.parse(v.picklist(deviceStates), text)

/** The devices in the database. What the audit tells of a change is in its transaction. */
export function storedDevices(database: Database, tell: Tell): Devices {
  return {
    async byId(id): Promise<Device | undefined> {
      const [row] = await guarded(() => database.select({ key: devices.key, state: devices.state }).from(devices).where(eq(devices.id, id)))
      return row && { key: v.parse(PublicKey, row.key), state: stateOf(row.state) }
    },

    enrol: (asked) => guarded(() => database.transaction((transaction) => enrolled(transaction, asked))),

    see: (device, { seq, jkt }) => guarded(() => database.transaction(async (transaction) => {
      // One ticket of a device at a time: two that come at the same moment see each other.
      const [row] = await transaction.select({ state: devices.state, highest: devices.highest }).from(devices).where(eq(devices.id, device)).for('update')
      if (!row) return 'gone'
      const same = and(eq(deviceTickets.device, device), eq(deviceTickets.seq, seq))
      const lives = sql<boolean>`${deviceTickets.firstSeen} > now() - ${LIVES}`
      const [ticket] = await transaction.select({ jkt: deviceTickets.jkt, refused: deviceTickets.refused, lives }).from(deviceTickets).where(same)
      const seen = judgeSeen({ state: stateOf(row.state), highest: row.highest, ticket }, { seq, jkt })
      if (!ticket && (seen === 'fresh' || seen === 'behind')) await transaction.insert(deviceTickets).values({ device, seq, jkt, refused: seen === 'behind' })
      if (seen === 'fresh') await transaction.update(devices).set({ highest: seq, seenAt: sql`now()` }).where(eq(devices.id, device))
      if (seen === 'behind' && !ticket) tell(transaction, [{ kind: 'device-behind', device, seq }])
      if (seen === 'copied') {
        await transaction.update(devices).set({ state: 'copied', changedAt: sql`now()` }).where(eq(devices.id, device))
        tell(transaction, [{ kind: 'device-copied', device, seq }])
      }
      return seen
    })),

    takeReminder: (device, seq) => guarded(() => database.transaction(async (transaction) => {
      const { state, reminderHighest: highest, reminderWindow: window } = devices
      const [row] = await transaction.select({ state, highest, window }).from(devices).where(eq(devices.id, device)).for('update')
      if (!row || !counts(stateOf(row.state))) return 'gone'
      const used = takeNumber(row, seq)
      if (!used) return 'used'
      await transaction.update(devices).set({ reminderHighest: used.highest, reminderWindow: used.window }).where(eq(devices.id, device))
      return 'taken'
    })),

    async use(jkt, jti) {
      const used = await guarded(() => database.insert(deviceProofs).values({ jkt, jti }).onConflictDoNothing().returning({ jti: deviceProofs.jti }))
      return used.length === 1
    },

    async stateOf(jkt) {
      const rows = await guarded(() => database.select({ state: devices.state }).from(deviceTickets).innerJoin(devices, eq(devices.id, deviceTickets.device)).where(eq(deviceTickets.jkt, jkt)))
      const states = rows.map(({ state }) => stateOf(state))
      // A key is handed out by one device. Should two say that it is theirs, what holds is what is worse.
      return states.find((state) => !counts(state)) ?? states[0]
    },
  }

  async function enrolled(transaction: Transaction, { codes, id, name, key, thumbprint }: Enrolling): Promise<Enrolled> {
    const before = await known(transaction, thumbprint)
    if (before) return before
    // Locks the code's row: of two that come for its last use, the second waits and then finds none.
    const [code] = await transaction.update(deviceCodes).set({ used: sql`${deviceCodes.used} + 1` })
      .where(and(inArray(deviceCodes.hash, [...codes]), gt(deviceCodes.expiresAt, sql`now()`), lt(deviceCodes.used, deviceCodes.most)))
      .returning({ id: deviceCodes.id, group: deviceCodes.group })
    // The same key may have been enrolled meanwhile, by the code's last use.
    if (!code) return (await known(transaction, thumbprint)) ?? { refused: 'wrong' }
    const added = await transaction.insert(devices).values({ id, thumbprint, key, name, group: code.group, code: code.id, state: 'known', highest: 0 })
      .onConflictDoNothing({ target: devices.thumbprint }).returning({ id: devices.id })
    if (added.length === 0) {
      await transaction.update(deviceCodes).set({ used: sql`${deviceCodes.used} - 1` }).where(eq(deviceCodes.id, code.id))
      return (await known(transaction, thumbprint)) ?? { refused: 'key' }
    }
    tell(transaction, [{ kind: 'device-enrolled', device: id, code: code.id, group: code.group }])
    return { device: id, isNew: true }
  }
}

async function known(transaction: Transaction, thumbprint: string): Promise<Enrolled | undefined> {
  const [row] = await transaction.select({ id: devices.id, state: devices.state }).from(devices).where(eq(devices.thumbprint, thumbprint))
  if (!row) return undefined
  return counts(stateOf(row.state)) ? { device: row.id, isNew: false } : { refused: 'key' }
}

/**
 * Deletes what nobody can use again: proofs whose nonce counts no more, and what is older than so many days of tickets, of codes that
 * are over, and of devices that count no more. @throws StoreProblem
 */
export async function deleteOldOfDevices(database: Database, days: number): Promise<void> {
  const long = sql`now() - make_interval(days => ${days})`
  await guarded(async () => {
    await database.delete(deviceProofs).where(lt(deviceProofs.at, sql`now() - interval '15 minutes'`))
    // The greatest number stays with its device: what comes below it is refused, seen or not.
    await database.delete(deviceTickets).where(lt(deviceTickets.firstSeen, long))
    await database.delete(deviceCodes).where(lt(deviceCodes.expiresAt, long))
    await database.delete(devices).where(and(inArray(devices.state, deviceStates.filter((state) => !counts(state))), lt(devices.changedAt, long)))
  })
}

/** How many devices there are of each state; those of none are told too. @throws StoreProblem */
export async function howManyDevices(database: Database): Promise<ReadonlyMap<DeviceState, number>> {
  const rows = await guarded(() => database.select({ state: devices.state, many: count() }).from(devices).groupBy(devices.state))
  return new Map(deviceStates.map((state) => [state, rows.find((row) => row.state === state)?.many ?? 0]))
}
