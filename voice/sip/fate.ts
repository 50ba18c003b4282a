import type { End } from '../provider.ts'

/** What a final answer to an INVITE means, before anything rang: an end that is heard, or that the call was certainly not made. */
export type Meaning = { readonly heard: End } | { readonly fate: 'refused' | 'not-now' }

const ends: Readonly<Record<number, End>> = {
  // Engaged, or turned away by a person: 603, and 607 of RFC 8197, which is a person who wants none of this.
  486: 'busy', 600: 'busy', 603: 'busy', 607: 'busy',
  // Not there: 480 is a telephone that is off, 408 and 487 one that nobody picked up.
  408: 'no-answer', 480: 'no-answer', 487: 'no-answer',
}
/** May go the next time: 423, 429 and 430 pass, 491 is a coincidence. */
const passing = new Set([423, 429, 430, 491])

/** RFC 3261 §21. 3xx is not followed: whom we call is the server's to say. @param status 300 to 699 */
export function meaningOf(status: number): Meaning {
  const end = ends[status]
  if (end) return { heard: end }
  return { fate: passing.has(status) || Math.floor(status / 100) === 5 ? 'not-now' : 'refused' }
}
