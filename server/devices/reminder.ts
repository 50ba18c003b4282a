import { type PublicKey, ReminderClaims, ReminderHeader } from '@gatehouse/contract/devices'
import { isSignedBy, type Judged, readSigned, refused } from './signed.ts'

/** What a machine says of somebody who has signed in at it, before anybody knows whether it is that machine. */
export type UnknownReminder = { readonly text: string; readonly device: string; readonly claims: ReminderClaims }

/** Reads a reminder ticket, and believes nothing of it. A ticket of another purpose is none. */
export function readReminder(said: string): Judged<UnknownReminder> {
  const read = readSigned(said, ReminderHeader, ReminderClaims)
  if (!read.ok) return read
  const { text, header: { kid }, claims } = read.value
  return { ok: true, value: { text, device: kid.toLowerCase(), claims } }
}

/** Judges it, all but its number. @param key of the device that it names @param audience the origin of the server's public address */
export async function judgeReminder(reminder: UnknownReminder, key: PublicKey, audience: string): Promise<Judged<ReminderClaims>> {
  if (!(await isSignedBy(reminder, key))) return refused('signature')
  if (reminder.claims.aud !== audience) return refused('aud')
  return { ok: true, value: reminder.claims }
}

/** Which numbers of reminders a device has used: the greatest, and, a bit for each, those of the `WINDOW` up to it. */
export type UsedNumbers = { readonly highest: number; readonly window: number }

/** How many numbers may come out of order: several people sign in at one machine, and not everybody's program asks at once. */
export const WINDOW = 32

/** Takes a number, in whatever order they come: each once (RFC 4303 §3.4.3). @returns undefined where it was used before, or is too old to tell */
export function takeNumber({ highest, window }: UsedNumbers, seq: number): UsedNumbers | undefined {
  if (seq > highest) return { highest: seq, window: seq - highest < WINDOW ? (window * 2 ** (seq - highest)) % 2 ** WINDOW + 1 : 1 }
  const bit = 2 ** (highest - seq)
  if (highest - seq >= WINDOW || Math.floor(window / bit) % 2 === 1) return undefined
  return { highest, window: window + bit }
}
