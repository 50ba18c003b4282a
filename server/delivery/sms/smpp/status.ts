import type { Fate } from '../../ports.ts'

/** SMPP 3.4 §5.1.3: those about the number, which would be the same the next time. All else is about us or about the moment. */
const aboutTheNumber = new Set([
  0x0000_000b, // ESME_RINVDSTADR: invalid destination
  0x0000_0050, 0x0000_0051, // ESME_RINVDSTTON, ESME_RINVDSTNPI: of no kind that it knows
])

/** ESME_RTHROTTLED and ESME_RMSGQFUL: more than it takes now. */
export const isTooMuch = (status: number): boolean => status === 0x58 || status === 0x14

/** What became of a message that the centre has not taken. */
export function refusal(status: number): Exclude<Fate, { fate: 'sent' }> {
  return { fate: aboutTheNumber.has(status) ? 'refused' : 'not-now', why: `status ${nameOf(status)}` }
}

/** As the specification and every provider's manual write it. */
export const nameOf = (status: number) => `0x${status.toString(16).padStart(8, '0')}`
