import type { Budget, Budgets, Failures, Rate } from './ports.ts'

/** Test material: what a budget is, in plain words; the SQL must say the same. */

export type Row = { used: number; until: number; forgetAt: number }
export type Rows = Map<string, Row>

export const keyOf = ({ kind, name }: Budget) => `${kind} ${name}`

export function failIn(rows: Rows, budget: Budget & Failures, now: number) {
  const row = rows.get(keyOf(budget))
  if (row && row.until > now) return { refused: true, until: row.until }
  const used = row && row.forgetAt > now ? row.used + 1 : 1
  const wait = used < budget.most ? 0 : Math.min(budget.firstWait * 2 ** (used - budget.most), budget.longestWait)
  const until = wait === 0 ? 0 : now + wait
  rows.set(keyOf(budget), { used, until, forgetAt: now + wait + budget.forgottenAfter })
  return { refused: false, until }
}

export function takeIn(rows: Rows, budget: Budget & Rate, now: number) {
  const row = rows.get(keyOf(budget))
  const present = row && row.forgetAt > now ? row : undefined
  if (present && present.used >= budget.most) return { refused: true, until: present.forgetAt }
  const forgetAt = present && !budget.strict ? present.forgetAt : now + budget.within
  rows.set(keyOf(budget), { used: (present?.used ?? 0) + 1, until: 0, forgetAt })
  return { refused: false, until: forgetAt }
}

/** Budgets in a process of their own: for what is tried without a database. */
export function budgetsInMemory(): Budgets {
  const rows: Rows = new Map()
  return {
    fail: async (budgets, now) => budgets.map((budget) => ({ kind: budget.kind, name: budget.name, ...failIn(rows, budget, now) })),
    take: async (budgets, now) => budgets.map((budget) => ({ kind: budget.kind, name: budget.name, ...takeIn(rows, budget, now) })),
    giveBack: async (budgets) => {
      for (const budget of budgets) {
        const row = rows.get(keyOf(budget))
        if (!row) continue
        row.used = Math.max(0, row.used - 1)
        row.until = 0
      }
    },
    forgive: async (budgets) => { for (const budget of budgets) rows.delete(keyOf(budget)) },
    look: async (budgets, now) => budgets.flatMap(({ kind, name }) => {
      const row = rows.get(keyOf({ kind, name }))
      return row && row.forgetAt > now ? [{ kind, name, refused: row.until > now, until: row.until }] : []
    }),
  }
}
