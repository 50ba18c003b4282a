import * as v from 'valibot'
import { canonical, type Link } from './chain.ts'
import type { AuditKey } from './keys.ts'

/** The newest link of a chain at one moment, signed: whoever holds it elsewhere sees when a chain's tail, or all of it, is gone. */
export const Head = v.object({
  chain: v.string(), seq: v.number(), mac: v.string(), at: v.string(), key: v.string(), signature: v.string(),
})
export type Head = v.InferOutput<typeof Head>

/** @param at ISO 8601 */
export function headOf({ chain, seq, mac }: Pick<Link, 'chain' | 'seq' | 'mac'>, at: string, key: AuditKey): Head {
  const head = { chain, seq, mac, at, key: key.id }
  return { ...head, signature: key.head(canonical(head)) }
}

export function isSigned({ signature, ...head }: Head, keys: readonly AuditKey[]): boolean {
  const key = keys.find(({ id }) => id === head.key)
  return key !== undefined && key.head(canonical(head)) === signature
}
