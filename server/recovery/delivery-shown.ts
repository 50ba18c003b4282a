import type { Delivery, Way } from '@gatehouse/contract'

/** Whether no provider of this way answers: found out beside all messages, so that it says nothing about any of them (S-10). */
export type IsDelayed = (way: Way) => boolean

/** Milliseconds after which a code has arrived that ever does, mostly. */
const LATE = 60_000

/** What the waiting person is told of a code. @param sentAt when it was asked for; `now` like it in milliseconds since 1970 */
export function deliveryShown(way: Way, sentAt: number, now: number, isDelayed: IsDelayed): Delivery {
  if (isDelayed(way)) return 'delayed'
  return now - sentAt < LATE ? 'on-its-way' : 'late'
}
