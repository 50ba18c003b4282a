import type { Budget, Failures, Rate } from '../throttle/ports.ts'

/** Test material: what a budget is, in plain words; the SQL must say the same. */

export type Row = { used: number; until: number; forgetAt: number }
export type Rows = Map<string, Row>

export const keyOf = ({ kind, name }: Budget) => `${kind} ${name}`

export function failIn(rows: Rows, budget: Budget & Failures, now: number) {
  const row = rows.get(keyOf(budget))
  if (row && row.until > now) return { refused: true, until: row.until }
  const used = row && row.forgetAt > now ? row.used + 1 : 1
  const wait = used < budget.most ? 0 : Math.min(budget.firstWait * 2 ** (used - budget.most), budget.longestWait)
  rows.set(keyOf(budget), { used, until: now + wait, forgetAt: now + wait + budget.forgottenAfter })
  return { refused: false, until: now + wait }
}

export function takeIn(rows: Rows, budget: Budget & Rate, now: number) {
  const row = rows.get(keyOf(budget))
  const present = row && row.forgetAt > now ? row : undefined
  if (present && present.used >= budget.most) return { refused: true, until: present.forgetAt }
  const forgetAt = present && !budget.strict ? present.forgetAt : now + budget.within
  rows.set(keyOf(budget), { used: (present?.used ?? 0) + 1, until: 0, forgetAt })
  return { refused: false, until: forgetAt }
}
