/**
 * One row of the budgets: what is counted, and for whom.
 * - `account`: wrong answers for one account, at one known source or at all unknown ones together
 * - `gate`: wrong answers for one account at one gate, wherever they come from
 * - `address`: names and wrong answers that come from one network
 * - `device`: names that are typed at one enrolled machine
 * - `enrolment`: codes that enrol nothing, from one network
 * - `reminder`: people of whom one enrolled machine asks whether they have to register, and how often of each
 * - `asked`: messages that were asked for in one account's name
 * - `destination`: messages that went to one mailbox or number
 * - `rest`: no budget, but to which mailbox or number nothing goes for a while, since somebody there did not ask for it
 * - `company`: messages that were asked for at all, whether somebody is there or not
 * - `trial`: no budget, but whose password is being tried at the directory just now, so that no two servers do it at once
 * - `success`: no budget, but what decides whose is taken from: that an account was recovered from there
 */
export const budgetKinds = ['account', 'gate', 'address', 'device', 'enrolment', 'reminder', 'asked', 'destination', 'rest', 'company', 'trial', 'success'] as const
export type BudgetKind = (typeof budgetKinds)[number]
export type Budget = {
  readonly kind: BudgetKind
  /** Keyed: whoever reads the table learns nobody's name and no address. */
  readonly name: string
}

/** Failures that are counted until something succeeds. All times in milliseconds. */
export type Failures = {
  /** With this many in a row the first wait begins; each further one doubles it. */
  readonly most: number
  readonly firstWait: number
  readonly longestWait: number
  /** After the last failure and its wait; then they are forgotten. */
  readonly forgottenAfter: number
}

/** What may happen so often in some time. */
export type Rate = {
  readonly most: number
  /** Milliseconds, from the first one; or from the last one where the rate is `strict`, so that none of these spans ever sees more. */
  readonly within: number
  readonly strict: boolean
}

/** `until`: when it is possible again, in milliseconds since 1970. Refused: it was not counted. */
export type Counted = Budget & { readonly refused: boolean; readonly until: number }

/**
 * The counters, shared by all servers. Each call is one statement that decides and counts at once, in a fixed order of rows:
 * of any number of tries at the same moment no more are let through than the budget has left.
 */
export type Budgets = {
  /** Counts a failure in advance, against each: `forgive` or `giveBack` when it was none. @param now milliseconds since 1970 */
  readonly fail: (budgets: readonly (Budget & Failures)[], now: number) => Promise<readonly Counted[]>
  /** Counts one against each. */
  readonly take: (budgets: readonly (Budget & Rate)[], now: number) => Promise<readonly Counted[]>
  /** Takes back one that was counted in advance, with the wait that it began: there was none before, or it would not have been counted. */
  readonly giveBack: (budgets: readonly Budget[]) => Promise<void>
  /** Forgets all failures: something succeeded. */
  readonly forgive: (budgets: readonly Budget[]) => Promise<void>
  /** Those that wait (refused), and those that mean anything at all (not refused). Counts nothing. */
  readonly look: (budgets: readonly Budget[], now: number) => Promise<readonly Counted[]>
}
