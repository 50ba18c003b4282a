import type { Names } from './names.ts'
import type { Budget, Budgets, Rate } from './ports.ts'

/** Longer than a call of the directory may take (10 s): a server that died in the middle leaves the account to others after it. */
const LONGEST = 30_000

/**
 * Whose password is being tried just now, on all servers together: one at a time for each account.
 * @param now milliseconds since 1970
 */
export function trialTurns(budgets: Budgets, names: Names, now: () => number) {
  return {
    /** @returns ends it; undefined: another is under way */
    async take(account: string): Promise<(() => Promise<void>) | undefined> {
      const turn: Budget & Rate = { kind: 'trial', name: names('person', account), most: 1, within: LONGEST, strict: true }
      const [row] = await budgets.take([turn], now())
      return row?.refused === false ? () => budgets.forgive([turn]) : undefined
    },
  }
}
