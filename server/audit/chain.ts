import type { AuditKey } from './keys.ts'

/** Plain data, as it comes out of the database again. */
export type Plain = string | number | boolean | null | readonly Plain[] | { readonly [name: string]: Plain }

/** What an entry says, whom it is about among it, by pseudonym. */
export type Told = { readonly [name: string]: Plain }

/** A link of a chain, as it is kept. */
export type Link = {
  /** The server process that wrote it, a random id for each start. */
  readonly chain: string
  /** From 1, without a gap. */
  readonly seq: number
  /** Which key made the MAC. */
  readonly key: string
  readonly entry: Told
  /** Hex. HMAC-SHA-256 over the MAC before it and everything above. */
  readonly mac: string
}

/** What stands before the first link of every chain. */
export const BEGINNING = ''

/** @param before the MAC of the link before it */
export function linkOf(key: AuditKey, { chain, seq, entry }: Pick<Link, 'chain' | 'seq' | 'entry'>, before: string): Link {
  return { chain, seq, key: key.id, entry, mac: macOf(key, { chain, seq, entry }, before) }
}

/** No part of it holds a line break, so that none can be taken for another. */
export const macOf = (key: AuditKey, { chain, seq, entry }: Pick<Link, 'chain' | 'seq' | 'entry'>, before: string) =>
  key.chain(before, chain, String(seq), key.id, canonical(entry))

/** One spelling for the same data, whatever order a database keeps its names in (as RFC 8785, for texts and whole numbers). */
export function canonical(value: Plain): string {
  if (isList(value)) return `[${value.map(canonical).join()}]`
  if (typeof value !== 'object' || value === null) return JSON.stringify(value)
  const parts = Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1))
  return `{${parts.map(([name, inner]) => `${JSON.stringify(name)}:${canonical(inner)}`).join()}}`
}

const isList = (value: Plain): value is readonly Plain[] => Array.isArray(value)
