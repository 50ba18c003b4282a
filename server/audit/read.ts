import { type SQL, sql } from 'drizzle-orm'
import * as v from 'valibot'
import type { Link, Plain, Told } from './chain.ts'
import type { Queries } from './queries.ts'

// Whole, with every name: valibot's own record leaves out `constructor` and the like, and what is left out here is verified nowhere.
const AnyTold = v.custom<Told>((value) => isPlain(value) && typeof value === 'object' && value !== null && !Array.isArray(value))
// Something else in the place of an entry is none that was ever written, and has no MAC that could be right.
const AnyLink = v.object({ chain: v.string(), seq: v.number(), key: v.string(), entry: v.fallback(AnyTold, {}), mac: v.string() })

const isPlain = (value: unknown): value is Plain =>
  value === null || ['string', 'number', 'boolean'].includes(typeof value) || (typeof value === 'object' && Object.values(value).every(isPlain))

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

/**
 * A whole chain in its order, with what somebody may have put before its first link.
 * @param after its links up to this number are left out @param most how many at a time
 */
export async function linksOf(queries: Queries, chain: string, after?: number, most = 1000): Promise<Link[]> {
  return read(queries, sql`where chain = ${chain} ${after === undefined ? sql`` : sql`and seq > ${after}`} order by seq limit ${most}`)
}

/** @param which SQL from `where` on */
export async function read(queries: Queries, which: SQL): Promise<Link[]> {
  const { rows } = await queries.execute(sql`select chain, seq, key, entry, mac from gatehouse_audit.entries ${which}`)
  return rows.map((row) => v.parse(AnyLink, row))
}
