import { sql } from 'drizzle-orm'
import * as v from 'valibot'
import { BEGINNING, macOf } from './chain.ts'
import type { AuditKey } from './keys.ts'
import type { Queries } from './queries.ts'
import { read } from './read.ts'

const Cut = v.object({ before: v.string(), chains: v.array(v.object({ chain: v.string(), seq: v.number(), mac: v.string() })) })
export type CutChain = { readonly seq: number; readonly mac: string }

/** What was removed because its time was over: all from before a moment, and of each chain that goes on, up to which link. */
export type Cuts = { readonly before: string; readonly chains: ReadonlyMap<string, CutChain> }

/** What the record itself says was removed, as far as it says so with a MAC that is right. */
export async function cutsIn(queries: Queries, keys: readonly AuditKey[]): Promise<Cuts> {
  const links = await read(queries, sql`where entry->>'kind' = 'audit-cut'`)
  let before = ''
  const chains = new Map<string, CutChain>()
  for (const link of links) {
    const [previous] = link.seq === 1 ? [] : await read(queries, sql`where chain = ${link.chain} and seq = ${link.seq - 1}`)
    const key = keys.find(({ id }) => id === link.key)
    const cut = v.safeParse(Cut, link.entry)
    if (!key || !cut.success || macOf(key, link, previous?.mac ?? BEGINNING) !== link.mac) continue
    if (cut.output.before > before) before = cut.output.before
    for (const { chain, seq, mac } of cut.output.chains) if (seq > (chains.get(chain)?.seq ?? 0)) chains.set(chain, { seq, mac })
  }
  return { before, chains }
}
