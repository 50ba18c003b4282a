/** When somebody may sign in: now, at no hour of the week, or next from then on (milliseconds since 1970). */
export type Hours = 'now' | 'never' | { readonly from: number }

const HOUR = 3_600_000
const WEEK = 168
// MS-ADA1 2.376: a bit for each hour of the week, the lowest first, from Sunday 00:00 UTC on. 1970 began on a Thursday.
const BYTES = 21
const FROM_SUNDAY = 4 * 24

/**
 * @param hours the attribute logonHours; none, or of another length, is no limit (MS-SAMR 3.1.1.7.2 wants 168 hours a week)
 * @param now milliseconds since 1970
 */
export function hoursAt(hours: Buffer | undefined, now: number): Hours {
  if (hours?.length !== BYTES) return 'now'
  const hour = Math.floor(now / HOUR)
  const allowed = (one: number) => {
    const ofWeek = (one + FROM_SUNDAY) % WEEK
    return ((hours[ofWeek >> 3] ?? 0) >> (ofWeek & 7) & 1) === 1
  }
  if (allowed(hour)) return 'now'
  const waits = Array.from({ length: WEEK }, (_, index) => index).find((index) => allowed(hour + index))
  return waits === undefined ? 'never' : { from: (hour + waits) * HOUR }
}
