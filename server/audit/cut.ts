import { sql } from 'drizzle-orm'
import * as v from 'valibot'
import type { AuditEntry } from '../recovery/audit.ts'
import { cutsIn } from './cuts.ts'
import type { AuditKey } from './keys.ts'
import type { Queries } from './queries.ts'
import { chainsIn, read } from './read.ts'
import { type Finding, verify } from './verify.ts'

type Parts<T extends Queries> = {
  keys: readonly AuditKey[]
  transact: (work: (transaction: T) => Promise<void>) => Promise<void>
  tell: (transaction: T, entries: readonly AuditEntry[]) => void
  /** Removes although the record is not whole; the entry says how much is wrong with it. */
  despite?: boolean
}

/**
 * Removes what is older than a moment, in one transaction with an entry that says so: only with that entry can a chain be
 * verified whose beginning has gone. That entry stands for what it removes, so the record is verified first: whoever made a new entry
 * look old would have it removed by us. The database's user must be allowed to delete; the server's own is not.
 * @param before ISO 8601 @returns how many links were removed, and what is wrong: then none was
 */
export async function cutBefore<T extends Queries>(before: string, { keys, transact, tell, despite = false }: Parts<T>): Promise<{ removed: number; findings: readonly Finding[] }> {
  let removed = 0
  let findings: readonly Finding[] = []
  await transact(async (transaction) => {
    findings = (await verify(transaction, keys, [])).findings
    if (findings.length > 0 && !despite) return
    const earlier = await cutsIn(transaction, keys)
    const chains: { chain: string; seq: number; mac: string }[] = []
    for (const chain of await chainsIn(transaction)) {
      const upTo = await lastOld(transaction, chain, before)
      // What an older entry said of a chain must be said again: that entry may be among those that go now.
      const cut = upTo ?? earlier.chains.get(chain)
      if (cut && await goesOn(transaction, chain, cut.seq)) chains.push({ chain, seq: cut.seq, mac: cut.mac })
      if (!upTo) continue
      const { rows } = await transaction.execute(sql`
        with gone as (delete from gatehouse_audit.entries where chain = ${chain} and seq <= ${upTo.seq} returning 1) select count(*)::integer as count from gone`)
      removed += v.parse(v.object({ count: v.number() }), rows[0]).count
    }
    if (removed > 0) tell(transaction, [{ kind: 'audit-cut', before, chains, ...(findings.length > 0 && { findings: findings.length }) }])
  })
  return { removed, findings }
}

/** The last link of the old ones that no younger one stands among. */
async function lastOld(queries: Queries, chain: string, before: string) {
  const [young] = await read(queries, sql`where chain = ${chain} and entry->>'at' >= ${before} order by seq limit 1`)
  const [old] = await read(queries, young
    ? sql`where chain = ${chain} and seq < ${young.seq} order by seq desc limit 1`
    : sql`where chain = ${chain} order by seq desc limit 1`)
  return old
}

async function goesOn(queries: Queries, chain: string, seq: number): Promise<boolean> {
  return (await read(queries, sql`where chain = ${chain} and seq > ${seq} limit 1`)).length > 0
}
