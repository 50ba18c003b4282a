import type { PublicKey } from '@gatehouse/contract/devices'
import type { Seen } from './seen.ts'

/**
 * What an enrolled machine is.
 * - `known`: it had a code of its group
 * - `approved`: an administrator trusts it
 * - `revoked`: an administrator has ended that
 * - `copied`: somebody has a copy of its key. As one that was revoked it counts as no device
 */
export const deviceStates = ['known', 'approved', 'revoked', 'copied'] as const
export type DeviceState = (typeof deviceStates)[number]

/** Whether it counts as a device at all. */
export const counts = (state: DeviceState): boolean => state === 'known' || state === 'approved'

export type Device = { readonly key: PublicKey; readonly state: DeviceState }

export type Enrolling = {
  /** Of the code, keyed; one for each key of the settings. */
  readonly codes: readonly string[]
  readonly id: string
  readonly name: string
  readonly key: PublicKey
  /** Thumbprint of that key. */
  readonly thumbprint: string
}

/** `wrong`: no code is that, or its time is over, or it was used up. `key`: the key is that of a device that counts no more. */
export type Enrolled = { readonly device: string; readonly isNew: boolean } | { readonly refused: 'wrong' | 'key' }

/** Where devices live, for all servers together. Times are the database's. Each rejects as the store does. */
export type Devices = {
  readonly byId: (id: string) => Promise<Device | undefined>
  /** Of any number at the same moment no more are enrolled than the code has uses left. The same key again is the same device. */
  readonly enrol: (asked: Enrolling) => Promise<Enrolled>
  /** Judges the number of a ticket, and keeps what it was. */
  readonly see: (device: string, ticket: { readonly seq: number; readonly jkt: string }) => Promise<Seen>
  /** Takes the number of a reminder. @returns `used`: it was taken before; `gone`: the device counts no more */
  readonly takeReminder: (device: string, seq: number) => Promise<'taken' | 'used' | 'gone'>
  /** Keeps that a proof was used. @returns whether it is the first time */
  readonly use: (jkt: string, jti: string) => Promise<boolean>
  /** What the device is that this ephemeral key was handed out by; undefined: none has. */
  readonly stateOf: (jkt: string) => Promise<DeviceState | undefined>
}
