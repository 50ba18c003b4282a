import { sql } from 'drizzle-orm'
import type { Link } from './chain.ts'
import { read } from './read.ts'
import type { Queries } from './queries.ts'

/** @returns what the record says of a case, in the order in which it happened */
export const entriesOfCase = (queries: Queries, caseNumber: string): Promise<Link[]> =>
  read(queries, sql`where entry->>'case' = ${caseNumber} order by entry->>'at', chain, seq`)

/** @param pseudonym of a person @returns what names the person, and all of the recoveries that the person began, in its order */
export const entriesOfPerson = (queries: Queries, pseudonym: string): Promise<Link[]> =>
  read(queries, sql`where entry->>'person' = ${pseudonym}
    or entry->>'case' in (select entry->>'case' from gatehouse_audit.entries where entry->>'person' = ${pseudonym})
    order by entry->>'at', chain, seq`)

/** Everything since a moment, in its order, some at a time. @param since ISO 8601, the moment itself included */
export async function* entriesSince(queries: Queries, since: string, most = 1000): AsyncGenerator<Link> {
  let page = await read(queries, sql`where entry->>'at' >= ${since} order by entry->>'at', chain, seq limit ${most}`)
  while (page.length > 0) {
    yield* page
    const last = page.at(-1)
    if (!last || page.length < most) return
    page = await read(queries, sql`
      where (entry->>'at', chain, seq) > (${textIn(last, 'at')}, ${last.chain}::uuid, ${last.seq}) order by entry->>'at', chain, seq limit ${most}`)
  }
}

/** One JSON object on one line, for whatever collects them: what the entry says, and its place in the record. */
export const asJson = ({ chain, seq, entry }: Pick<Link, 'chain' | 'seq' | 'entry'>): string => JSON.stringify({ ...entry, chain, seq })

/** One line to be read: when, the case, what, and its details. */
export function asLine(link: Link): string {
  const said = Object.entries(link.entry).filter(([name]) => !['at', 'case', 'kind'].includes(name))
    .map(([name, value]) => `${name}=${typeof value === 'string' ? value : JSON.stringify(value)}`)
  return [textIn(link, 'at'), textIn(link, 'case') || '-', textIn(link, 'kind'), ...said].join('  ')
}

function textIn({ entry }: Pick<Link, 'entry'>, name: string): string {
  const value = entry[name]
  return typeof value === 'string' ? value : ''
}
