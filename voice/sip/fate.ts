import type { End } from '../provider.ts'

/** What a final answer to an INVITE means, before anything rang: an end that is heard, or that the call was certainly not made. */
export type Meaning = { readonly heard: End } | { readonly fate: 'refused' | 'not-now' }

const ends: Readonly<Record<number, End>> = {
  // Engaged, or turned away by a person: 603, and 607 of RFC 8197, which is a person who wants none of this.
  486: 'busy', 600: 'busy', 603: 'busy', 607: 'busy',
  // Not there: 480 is a telephone that is off, 408 and 487 one that nobody picked up.
  408: 'no-answer', 480: 'no-answer', 487: 'no-answer',
}
/** About the number: it would be the same the next time, and with everybody else. */
const noSuchNumber = new Set([404, 410, 484, 485, 604])

/**
 * RFC 3261 §21. 3xx is not followed: whom we call is the server's to say. What is about us, such as a sign-in that is refused, is "not now":
 * another provider may call, and somebody may mend it.
 * @param status 300 to 699
 */
export function meaningOf(status: number): Meaning {
  const end = ends[status]
  if (end) return { heard: end }
  return { fate: noSuchNumber.has(status) ? 'refused' : 'not-now' }
}
