import type { Secret } from '@gatehouse/contract'

/** Key of whoever says: "I did not ask for this". No two digits of ours begin with it, so that it counts at once. */
export const NOT_ASKED_FOR = '9'

/** How many digits a code has of which the two of a call are made. */
export const MADE_OF = 8

/** The two digits of a call: 00 to 89. @param code of `MADE_OF` digits */
export const keysFrom = (code: Secret): string => String(Number(code.reveal()) % 90).padStart(2, '0')
