import * as v from 'valibot'
import { whole } from './whole.ts'

type Waits = { minutes: number; longestMinutes: number }
/** A longest wait that is shorter than the first would never be reached. */
const areInOrder = ({ minutes, longestMinutes }: Waits) => minutes <= longestMinutes
const tooShort = ({ minutes, longestMinutes }: Waits) => `is ${longestMinutes}, less than the first wait (\`minutes\`); must be at least ${minutes}`

const Account = v.pipe(
  v.strictObject({
    failures: v.optional(whole(1, 100, 'Wrong answers for one account from one known source, or from all unknown ones together, until all that is needed is passed.'), 6),
    minutes: v.optional(whole(1, 1440, 'The first wait; each further failure doubles it.'), 1),
    longestMinutes: v.optional(whole(1, 1440, 'The longest wait; at least as long as the first.'), 60),
  }),
  v.forward(v.check((waits) => areInOrder(waits), ({ input }) => tooShort(input)), ['longestMinutes']),
)

const Gate = v.pipe(
  v.strictObject({
    failures: v.optional(whole(10, 100, 'Wrong answers in a row for one account at one gate, wherever they come from.', 'NIST SP 800-63B-4 §3.2.2: 100 at most'), 100),
    minutes: v.optional(whole(1, 1440, 'The first wait; each further failure doubles it.'), 60),
    longestMinutes: v.optional(whole(1, 1440, 'The longest wait; at least as long as the first.'), 1440),
  }),
  v.forward(v.check((waits) => areInOrder(waits), ({ input }) => tooShort(input)), ['longestMinutes']),
)

/**
 * How often somebody may be wrong, ask or be sent something, over all recoveries and servers (docs/security.md, S-11 and S-12).
 * NIST SP 800-63B-4 §3.2.2: at most 100 consecutive failures for one account and gate.
 */
export const BudgetsSection = v.strictObject({
  /** Wrong answers for one account: at each source where it was recovered before, and at all other sources together. */
  account: v.optional(Account, {}),
  /** Wrong answers in a row for one account at one gate, wherever they come from. */
  gate: v.optional(Gate, {}),
  /** Recoveries that begin at one address, IPv6 by its /64; those that come through the gates do not count. */
  address: v.optional(v.strictObject({
    recoveries: v.optional(whole(5, 100_000, 'Recoveries that begin at one address (IPv6: one /64) and do not come through the gates.'), 60),
    minutes: v.optional(whole(1, 60, 'In so many minutes.'), 10),
  }), {}),
  /** Recoveries that begin at one enrolled machine; those that come through the gates do not count. */
  device: v.optional(v.strictObject({
    recoveries: v.optional(whole(5, 1000, 'Recoveries that begin at one enrolled machine and do not come through the gates.'), 30),
    minutes: v.optional(whole(1, 60, 'In so many minutes.'), 10),
  }), {}),
  /** Messages; a third of each is kept for sources where the account was recovered before. */
  messages: v.optional(v.strictObject({
    perDestination: v.optional(whole(1, 3, 'Messages to one number or mailbox in 10 minutes.'), 3),
    companyPerHour: v.optional(whole(10, 1_000_000, 'Messages of the whole company in an hour.'), 300),
    callsPerDay: v.optional(whole(3, 100, 'Calls at registration in a day, for one account and to one number: whoever is signed in may type any number.'), 10),
  }), {}),
})
export type BudgetNumbers = v.InferOutput<typeof BudgetsSection>
