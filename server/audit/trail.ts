import { randomUUID } from 'node:crypto'
import { sql } from 'drizzle-orm'
import type { AuditEntry } from '../recovery/audit.ts'
import type { Audit } from '../recovery/ports.ts'
import { BEGINNING, type Link, linkOf, type Told } from './chain.ts'
import { type Head, headOf } from './head.ts'
import type { AuditKey } from './keys.ts'
import { pseudonymOf } from './people.ts'
import { newestMac } from './read.ts'
import type { Queries } from './queries.ts'
import { turns } from './turns.ts'

export type Ending = 'committed' | 'rolled-back' | 'unknown'

export type TrailParts<T extends Queries> = {
  /** The present one first. */
  keys: readonly [AuditKey, ...AuditKey[]]
  /** Runs a transaction of its own. */
  transact: (work: (transaction: T) => Promise<void>) => Promise<void>
  /** Does something as the last of a transaction, and hears how it ended. */
  atEnd: (transaction: T, asked: { last: () => Promise<void>; over: (ending: Ending) => void }) => void
  /** Milliseconds since 1970. */
  now: () => number
  log: Readonly<Record<'error', (fields: object, text: string) => void>>
  /** Hears of every link once it is certainly kept, in their order. */
  kept?: (link: Link) => void
}

export type Trail<T extends Queries> = Audit & {
  /** Records at the end of that transaction: all of it or nothing. */
  readonly tell: (transaction: T, entries: readonly AuditEntry[]) => void
  /** The newest link that is certainly kept; undefined before there is one. */
  readonly head: () => Head | undefined
}

/**
 * The chain of this server process. Links are put on one after the other: from the moment that one has its number until its
 * transaction has ended, the next one waits. That is its last statement and the commit; what went before runs side by side.
 */
export function auditTrail<T extends Queries>({ keys, transact, atEnd, now, log, kept = () => {} }: TrailParts<T>): Trail<T> {
  const takeTurn = turns()
  const told = new WeakMap<T, AuditEntry[]>()
  let chain = randomUUID()
  let newest: Link | undefined
  /** What the newest may be instead, where a commit had no answer; undefined where there is no doubt. */
  let perhaps: readonly Link[] | undefined

  function tell(transaction: T, entries: readonly AuditEntry[]): void {
    const before = told.get(transaction)
    if (before || entries.length === 0) {
      before?.push(...entries)
      return
    }
    const all = [...entries]
    told.set(transaction, all)
    let giveBack = () => {}
    let written: readonly Link[] = []
    atEnd(transaction, {
      async last() {
        // Asked for before the turn is taken: it is the longer part, and it disturbs nobody.
        const entriesAsKept = await asKept(transaction, all)
        giveBack = await takeTurn()
        if (perhaps) await resolveDoubt(transaction, perhaps)
        written = linksOn(newest, entriesAsKept)
        if (await append(transaction, written)) return
        // A commit that had no answer was still under way and has come after all, or somebody else wrote into our chain.
        perhaps ??= []
        throw Object.assign(new Error('the place in the chain is taken'), { code: SERIALIZATION_FAILURE })
      },
      over(ending) {
        const last = written.at(-1)
        if (ending === 'committed' && last) [newest, perhaps] = [last, undefined]
        if (ending === 'unknown' && last) perhaps = [...(perhaps ?? []), last]
        giveBack()
        if (ending === 'committed') written.forEach(kept)
      },
    })
  }

  return {
    tell,
    record: (entries) => transact((transaction) => {
      tell(transaction, entries)
      return Promise.resolve()
    }),
    head: () => newest && headOf(newest, keys[0]),
  }

  async function asKept(transaction: T, entries: readonly AuditEntry[]): Promise<Told[]> {
    const at = new Date(now()).toISOString()
    const list: Told[] = []
    for (const { caseNumber, person, ...entry } of entries) {
      const who = await whoIn(transaction, entry, person)
      list.push({ at, ...entry, ...(caseNumber !== undefined && { case: caseNumber }), ...(who !== undefined && { person: who }) })
    }
    return list
  }

  /** Nobody is looked up like somebody, because the time must not tell (S-10): one of 256 who stand in for them. */
  async function whoIn(transaction: T, { kind, recovery }: Pick<AuditEntry, 'kind' | 'recovery'>, person: string | undefined) {
    if (person !== undefined) return pseudonymOf(transaction, person, keys)
    if (kind === 'begun') await pseudonymOf(transaction, `nobody-${recovery?.slice(0, 2) ?? ''}`, keys)
    return undefined
  }

  function linksOn(last: Link | undefined, entries: readonly Told[]): Link[] {
    const links: Link[] = []
    for (const entry of entries) {
      const before = links.at(-1) ?? last
      links.push(linkOf(keys[0], { chain, seq: (before?.seq ?? 0) + 1, entry }, before?.mac ?? BEGINNING))
    }
    return links
  }

  /** Asks the database which link is the newest. One that this server never wrote is nothing to go on from. */
  async function resolveDoubt(transaction: T, candidates: readonly Link[]): Promise<void> {
    const mac = await newestMac(transaction, chain)
    if (mac === newest?.mac) return
    const found = candidates.find((candidate) => candidate.mac === mac)
    if (found) {
      newest = found
      return
    }
    log.error({ chain, seq: newest?.seq ?? 0 }, 'somebody else changed the chain of the audit; this server begins another one')
    chain = randomUUID()
    newest = undefined
    perhaps = undefined
  }
}

/** To be tried again, as PostgreSQL says it (appendix A). */
const SERIALIZATION_FAILURE = '40001'

/** @returns false when a place is taken */
async function append(queries: Queries, links: readonly Link[]): Promise<boolean> {
  const values = links.map(({ chain, seq, key, entry, mac }) => sql`(${chain}, ${seq}, ${key}, ${JSON.stringify(entry)}::jsonb, ${mac})`)
  try {
    await queries.execute(sql`insert into gatehouse_audit.entries (chain, seq, key, entry, mac) values ${sql.join(values, sql`, `)}`)
    return true
  } catch (error) {
    if (isTaken(error)) return false
    throw error
  }
}

// 23505: unique violation.
const isTaken = (error: unknown): boolean =>
  error instanceof Error && (('code' in error && error.code === '23505') || isTaken(error.cause))
