import { type SQL, sql } from 'drizzle-orm'
import * as v from 'valibot'
import type { Link, Plain, Told } from './chain.ts'
import type { Queries } from './queries.ts'

const AnyPlain: v.GenericSchema<unknown, Plain> = v.lazy(() =>
  v.union([v.string(), v.number(), v.boolean(), v.null(), v.array(AnyPlain), v.record(v.string(), AnyPlain)]))
const AnyTold: v.GenericSchema<unknown, Told> = v.record(v.string(), AnyPlain)
const AnyLink = v.object({ chain: v.string(), seq: v.number(), key: v.string(), entry: AnyTold, mac: v.string() })

/** The MAC of the last link of a chain; undefined where there is none. */
export async function newestMac(queries: Queries, chain: string): Promise<string | undefined> {
  const [last] = await read(queries, sql`where chain = ${chain} order by seq desc limit 1`)
  return last?.mac
}

/** Every chain that has a link. */
export async function chainsIn(queries: Queries): Promise<string[]> {
  const { rows } = await queries.execute(sql`select distinct chain from gatehouse_audit.entries order by chain`)
  return rows.map((row) => v.parse(v.object({ chain: v.string() }), row).chain)
}

/** A whole chain in its order. @param after its links up to this number are left out @param most how many at a time */
export async function linksOf(queries: Queries, chain: string, after = 0, most = 1000): Promise<Link[]> {
  return read(queries, sql`where chain = ${chain} and seq > ${after} order by seq limit ${most}`)
}

/** @param which SQL from `where` on */
export async function read(queries: Queries, which: SQL): Promise<Link[]> {
  const { rows } = await queries.execute(sql`select chain, seq, key, entry, mac from gatehouse_audit.entries ${which}`)
  return rows.map((row) => v.parse(AnyLink, row))
}
