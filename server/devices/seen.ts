import { counts, type DeviceState } from './ports.ts'

/** What is known of a device and of the ticket of that number, before this one is looked at. */
export type Before = {
  readonly state: DeviceState
  /** The greatest number that was ever seen of it; 0: none. */
  readonly highest: number
  /** The ticket of the same number that was seen before. */
  readonly ticket?: { readonly jkt: string; readonly refused: boolean; readonly lives: boolean } | undefined
}

/**
 * What a ticket is.
 * - `fresh`: seen for the first time, with a greater number than all before; from now on it lives a quarter of an hour
 * - `again`: the same ticket, while it lives
 * - `over`: the same ticket, once that time is over
 * - `behind`: a number below the greatest that was never seen itself: a ticket that was made before another one and comes after it
 * - `copied`: the number was seen with another key. A device gives each number once, so that somebody has a copy of its key
 * - `gone`: the device counts no more
 */
export type Seen = 'fresh' | 'again' | 'over' | 'behind' | 'copied' | 'gone'

/** Judges the number of a ticket that is right in all else. */
export function judgeSeen({ state, highest, ticket }: Before, { seq, jkt }: { readonly seq: number; readonly jkt: string }): Seen {
  if (!counts(state)) return 'gone'
  if (!ticket) return seq > highest ? 'fresh' : 'behind'
  if (ticket.jkt !== jkt) return 'copied'
  if (ticket.refused) return 'behind'
  return ticket.lives ? 'again' : 'over'
}
