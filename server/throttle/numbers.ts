import type { BudgetNumbers } from '../policy/sections/budgets.ts'
import type { Failures, Rate } from './ports.ts'

const MINUTE = 60_000
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR

/** A success is remembered for half a year; each further one begins that anew. */
export const REMEMBERED: Rate = { most: 2 ** 31 - 1, within: 180 * DAY, strict: true }

// "In a row" has no end in time (NIST SP 800-63B-4 §3.2.2): a year without a failure is as good as one. What is counted for the
// account itself is there to slow guessing down, and a day is slow.
const forgotten = { account: DAY, gate: 365 * DAY } as const

export const failuresOf = (kind: 'account' | 'gate', numbers: BudgetNumbers): Failures => {
  const { failures, minutes, longestMinutes } = numbers[kind]
  return { most: failures, firstWait: minutes * MINUTE, longestWait: longestMinutes * MINUTE, forgottenAfter: forgotten[kind] }
}

export const addressRate = ({ address }: BudgetNumbers): Rate => ({ most: address.recoveries, within: address.minutes * MINUTE, strict: false })

/** At one enrolled machine one person after another stands. */
export const deviceRate = ({ device }: BudgetNumbers): Rate => ({ most: device.recoveries, within: device.minutes * MINUTE, strict: false })

/**
 * Codes that enrol nothing, from one network: one cannot be guessed, and this keeps anybody from making us look for ever. Those that are right
 * do not count: whole floors are enrolled at once behind one address.
 */
export const ENROLMENTS: Rate = { most: 60, within: 10 * MINUTE, strict: false }

/**
 * Of whom a machine may ask in a day whether they have to register: as many as sign in at one that all share. Whoever has its key finds
 * out no more about others than that.
 */
export const REMINDED: Rate = { most: 50, within: DAY, strict: false }
/** And how often of the same one. */
export const REMINDED_AGAIN: Rate = { most: 20, within: DAY, strict: false }

/** Three in ten minutes are three in any ten minutes. */
export const destinationRate = ({ messages }: BudgetNumbers, known: boolean): Rate =>
  ({ most: withReserve(messages.perDestination, known), within: 10 * MINUTE, strict: true })

export const companyRate = ({ messages }: BudgetNumbers, known: boolean): Rate =>
  ({ most: withReserve(messages.companyPerHour, known), within: HOUR, strict: false })

/** Calls at registration, for one account and to one number. */
export const dayOfCalls = ({ messages }: BudgetNumbers): Rate => ({ most: messages.callsPerDay, within: DAY, strict: false })

/** A third is for known sources; but where there is only one, everybody may have it. */
const withReserve = (most: number, known: boolean) => (known ? most : Math.max(1, most - Math.ceil(most / 3)))
