import * as v from 'valibot'
import { canonical, type Link } from './chain.ts'
import type { AuditKey } from './keys.ts'

/** The newest link of a chain at one moment, signed: whoever holds it elsewhere sees when a chain's tail, or all of it, is gone. */
export const Head = v.object({
  chain: v.string(), seq: v.number(), mac: v.string(),
  /** Of the link itself, ISO 8601: a head whose link was removed because its time was over can be told by it. */
  at: v.string(),
  // Not `key`: the log would cover it.
  keyId: v.string(), signature: v.string(),
})
export type Head = v.InferOutput<typeof Head>

export function headOf({ chain, seq, mac, entry }: Link, key: AuditKey): Head {
  const { at } = entry
  const head = { chain, seq, mac, at: typeof at === 'string' ? at : '', keyId: key.id }
  return { ...head, signature: key.head(canonical(head)) }
}

export function isSigned({ signature, ...head }: Head, keys: readonly AuditKey[]): boolean {
  const key = keys.find(({ id }) => id === head.keyId)
  return key !== undefined && key.head(canonical(head)) === signature
}
