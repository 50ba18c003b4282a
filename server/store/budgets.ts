import { type SQL, sql } from 'drizzle-orm'
import * as v from 'valibot'
import { type Budget, type BudgetKind, budgetKinds, type Budgets, type Counted } from '../throttle/ports.ts'
import type { Database } from './database.ts'
import { guarded } from './problem.ts'
import { budgets as table } from './tables.ts'

/** The budgets in the database: each call one statement, that locks its rows in the order of their names. */
export function storedBudgets(database: Database): Budgets {
  return {
    async fail(budgets, now) {
      if (budgets.length === 0) return []
      const asked = recordset(budgets, sql`kind text, name text, most int, "firstWait" bigint, "longestWait" bigint, "forgottenAfter" bigint`)
      // How many there are with this one, and what wait that means.
      const count = sql`case when b.forget_at <= ${now} then 1 else b.used + 1 end`
      const wait = (used: SQL) => sql`case when ${used} < a.most then 0 else least(a."firstWait" << least(${used} - a.most, 30), a."longestWait") end`
      // No wait is no moment: the clock of another server, or of an earlier request, may be behind this one.
      const until = (milliseconds: SQL) => sql`case when ${milliseconds} = 0 then 0 else ${now}::bigint + ${milliseconds} end`
      return counted(sql`
        with asked as ${asked}
        insert into ${table} as b (kind, name, used, until, forget_at, refused)
        select a.kind, a.name, 1, ${until(wait(sql`1`))}, ${now}::bigint + ${wait(sql`1`)} + a."forgottenAfter", false from asked a order by a.kind, a.name
        on conflict (kind, name) do update set (used, until, forget_at, refused) = (
          select c.used, ${until(sql`c.wait`)}, ${now}::bigint + c.wait + c."forgottenAfter", false
          from (select n.used, ${wait(sql`n.used`)} as wait, a."forgottenAfter" from asked a, (select ${count} as used) n where a.kind = excluded.kind and a.name = excluded.name) c
          where b.until <= ${now}
          union all
          select b.used, b.until, b.forget_at, true where b.until > ${now})
        returning kind, name, refused, until`)
    },

    async take(budgets, now) {
      if (budgets.length === 0) return []
      const asked = recordset(budgets, sql`kind text, name text, most int, within bigint, strict boolean`)
      return counted(sql`
        with asked as ${asked}
        insert into ${table} as b (kind, name, used, until, forget_at, refused)
        select a.kind, a.name, 1, 0, ${now}::bigint + a.within, false from asked a order by a.kind, a.name
        on conflict (kind, name) do update set (used, until, forget_at, refused) = (
          select
            case when b.forget_at <= ${now} then 1 when b.used >= a.most then b.used else b.used + 1 end,
            0,
            case when b.forget_at <= ${now} or (a.strict and b.used < a.most) then ${now}::bigint + a.within else b.forget_at end,
            b.forget_at > ${now} and b.used >= a.most
          from asked a where a.kind = excluded.kind and a.name = excluded.name)
        returning kind, name, refused, forget_at as until`)
    },

    async giveBack(budgets) {
      if (budgets.length === 0) return
      await run(sql`update ${table} b set used = greatest(b.used - 1, 0), until = 0 from ${locked(budgets)} l where b.kind = l.kind and b.name = l.name`)
    },

    async forgive(budgets) {
      if (budgets.length === 0) return
      await run(sql`delete from ${table} b using ${locked(budgets)} l where b.kind = l.kind and b.name = l.name`)
    },

    async look(budgets, now) {
      if (budgets.length === 0) return []
      return counted(sql`select kind, name, until > ${now} as refused, until from ${table} where (kind, name) in ${keys(budgets)} and forget_at > ${now}`)
    },
  }

  async function run(statement: SQL): Promise<readonly unknown[]> {
    return (await guarded(() => database.execute(statement))).rows
  }

  async function counted(statement: SQL): Promise<Counted[]> {
    return (await run(statement)).map((row) => v.parse(Row, row))
  }
}

const Row = v.object({
  kind: v.picklist(budgetKinds),
  name: v.string(),
  refused: v.boolean(),
  // The drivers give a bigint as a text.
  until: v.pipe(v.union([v.string(), v.number()]), v.transform(Number)),
})

const recordset = (rows: readonly { kind: BudgetKind; name: string }[], columns: SQL) =>
  sql`(select * from json_to_recordset(${JSON.stringify(rows)}::json) as r(${columns}))`

const keys = (budgets: readonly Budget[]) => recordset(budgets, sql`kind text, name text`)

/** Locked in the order in which counting locks them, so that no two statements wait for each other. */
const locked = (budgets: readonly Budget[]) =>
  sql`(select kind, name from ${table} where (kind, name) in ${keys(budgets)} order by kind, name for update)`
