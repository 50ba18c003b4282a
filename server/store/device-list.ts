import { DeviceId } from '@gatehouse/contract/devices'
import { and, asc, eq, gt, inArray, sql } from 'drizzle-orm'
import * as v from 'valibot'
import { type DeviceState, deviceStates } from '../devices/ports.ts'
import type { Database } from './database.ts'
import { guarded } from './problem.ts'
import type { Tell } from './recoveries.ts'
import { deviceCodes, devices } from './tables.ts'

// What administrators do with devices and codes. Each change and what the audit tells of it are one transaction.

export type NewCode = {
  /** What it is called, which is not the code. */
  id: string
  /** Keyed (`codeHashes`). */
  hash: string
  group: string
  most: number
  /** How long it works. */
  minutes: number
}

/** @returns when it is over, by the database's clock @throws StoreProblem */
export const addDeviceCode = (database: Database, tell: Tell, { id, hash, group, most, minutes }: NewCode): Promise<Date> => guarded(() => database.transaction(async (transaction) => {
  const [row] = await transaction.insert(deviceCodes).values({ id, hash, group, most, used: 0, expiresAt: sql`now() + make_interval(mins => ${minutes})` }).returning({ expires: deviceCodes.expiresAt })
  if (!row) throw new Error('an insert gives its row back')
  tell(transaction, [{ kind: 'device-code-made', code: id, group, most, expires: row.expires.toISOString() }])
  return row.expires
}))

export type ListedCode = { code: string; group: string; used: number; most: number; made: Date; expires: Date; works: boolean }

/** The newest last. @throws StoreProblem */
export const listDeviceCodes = (database: Database): Promise<ListedCode[]> => guarded(() => database.select({
  code: deviceCodes.id, group: deviceCodes.group, used: deviceCodes.used, most: deviceCodes.most, made: deviceCodes.madeAt, expires: deviceCodes.expiresAt,
  works: sql<boolean>`${deviceCodes.expiresAt} > now() and ${deviceCodes.used} < ${deviceCodes.most}`,
}).from(deviceCodes).orderBy(asc(deviceCodes.madeAt)))

/** Codes that are over from now on. @returns those of them that still worked @throws StoreProblem */
export const endDeviceCodes = (database: Database, tell: Tell, ids: readonly string[]): Promise<string[]> => guarded(() => database.transaction(async (transaction) => {
  const ended = await transaction.update(deviceCodes).set({ expiresAt: sql`now()` })
    .where(and(inArray(deviceCodes.id, [...ids]), gt(deviceCodes.expiresAt, sql`now()`))).returning({ id: deviceCodes.id })
  tell(transaction, ended.map(({ id }) => ({ kind: 'device-code-ended', code: id })))
  return ended.map(({ id }) => id)
}))

export type ListedDevice = { id: string; name: string; group: string; state: DeviceState; code: string; enrolled: Date; changed: Date; seen: Date | null }

/** In the order in which they were enrolled. @throws StoreProblem */
export async function listDevices(database: Database): Promise<ListedDevice[]> {
  const rows = await guarded(() => database.select({
    id: devices.id, name: devices.name, group: devices.group, state: devices.state, code: devices.code, enrolled: devices.enrolledAt, changed: devices.changedAt, seen: devices.seenAt,
  }).from(devices).orderBy(asc(devices.enrolledAt), asc(devices.id)))
  return rows.map((row) => ({ ...row, state: v.parse(v.picklist(deviceStates), row.state) }))
}

/** From which state each can come: nobody approves a machine whose key somebody may have a copy of. */
const from = { approved: ['known'], revoked: ['known', 'approved'] } as const satisfies Record<string, readonly DeviceState[]>

/** `was`: what it is where nothing was changed; undefined: there is no such device. */
export type Changed = { id: string; done: true } | { id: string; done: false; was: DeviceState | undefined }

/** Each by itself: what can be done is done, whatever of the others cannot. @param ids as administrators write them @throws StoreProblem */
export const changeDevices = (database: Database, tell: Tell, to: keyof typeof from, ids: readonly string[]): Promise<Changed[]> => guarded(() => database.transaction(async (transaction) => {
  const changed: Changed[] = []
  for (const id of ids) {
    // PostgreSQL would say of anything else that it is no uuid, and end the transaction.
    const which = v.is(DeviceId, id) ? eq(devices.id, id) : undefined
    const done = which && await transaction.update(devices).set({ state: to, changedAt: sql`now()` }).where(and(which, inArray(devices.state, [...from[to]]))).returning({ id: devices.id })
    if (done && done.length > 0) {
      changed.push({ id, done: true })
      tell(transaction, [{ kind: `device-${to}`, device: id.toLowerCase() }])
      continue
    }
    const [row] = which ? await transaction.select({ state: devices.state }).from(devices).where(which) : []
    changed.push({ id, done: false, was: row && v.parse(v.picklist(deviceStates), row.state) })
  }
  return changed
}))
