import { type SQL, sql } from 'drizzle-orm'
import * as v from 'valibot'
import type { Link, Plain, Told } from './chain.ts'
import type { Queries } from './queries.ts'

const Newest = v.object({ seq: v.number(), mac: v.string() })

const AnyPlain: v.GenericSchema<unknown, Plain> = v.lazy(() =>
  v.union([v.string(), v.number(), v.boolean(), v.null(), v.array(AnyPlain), v.record(v.string(), AnyPlain)]))
const AnyTold: v.GenericSchema<unknown, Told> = v.record(v.string(), AnyPlain)
const AnyLink = v.object({ chain: v.string(), seq: v.number(), key: v.string(), entry: AnyTold, mac: v.string() })

/** The last link of a chain; undefined where there is none. */
export async function newestOf(queries: Queries, chain: string): Promise<Pick<Link, 'seq' | 'mac'> | undefined> {
  const { rows } = await queries.execute(sql`select seq, mac from gatehouse_audit.entries where chain = ${chain} order by seq desc limit 1`)
  return rows.length > 0 ? v.parse(Newest, rows[0]) : undefined
}

/** A whole chain in its order. @param after its links up to this number are left out @param most how many at a time */
export async function linksOf(queries: Queries, chain: string, after = 0, most = 1000): Promise<Link[]> {
  return read(queries, sql`where chain = ${chain} and seq > ${after} order by seq limit ${most}`)
}

export async function read(queries: Queries, which: SQL): Promise<Link[]> {
  const { rows } = await queries.execute(sql`select chain, seq, key, entry, mac from gatehouse_audit.entries ${which}`)
  return rows.map((row) => v.parse(AnyLink, row))
}
