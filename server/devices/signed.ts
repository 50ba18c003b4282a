import { ALGORITHM, LONGEST_SIGNED, type PublicKey } from '@gatehouse/contract/devices'
import { compactVerify, importJWK } from 'jose'
import * as v from 'valibot'

/** What was judged, or why it is worth nothing: for the log alone. */
export type Judged<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly why: string }

export const refused = (why: string): { readonly ok: false; readonly why: string } => ({ ok: false, why })

type AnySchema = v.GenericSchema<unknown, unknown>

/** A compact JWS as it came: nothing of it is believed yet. */
export type Unproved<H, C> = { readonly text: string; readonly header: H; readonly claims: C }

/** Reads header and claims by their schemas. Which key must have signed it may stand in the header; it is judged by `isSignedBy`. */
export function readSigned<H extends AnySchema, C extends AnySchema>(text: string, header: H, claims: C): Judged<Unproved<v.InferOutput<H>, v.InferOutput<C>>> {
  if (text.length > LONGEST_SIGNED) return refused('too long')
  const [first, second] = /^([\w-]+)\.([\w-]+)\.[\w-]+$/u.exec(text)?.slice(1) ?? []
  if (first === undefined || second === undefined) return refused('no compact JWS')
  const [head, said] = [v.safeParse(header, decoded(first)), v.safeParse(claims, decoded(second))]
  if (!head.success) return refused(`header: ${placeOf(head.issues[0])}`)
  if (!said.success) return refused(`claims: ${placeOf(said.issues[0])}`)
  return { ok: true, value: { text, header: head.output, claims: said.output } }
}

/** Whether that key signed it. Never throws: a point that is not on the curve, as any other key that is none, has signed nothing. */
export async function isSignedBy({ text }: Pick<Unproved<unknown, unknown>, 'text'>, key: PublicKey): Promise<boolean> {
  try {
    await compactVerify(text, await importJWK(key, ALGORITHM), { algorithms: [ALGORITHM] })
    return true
  } catch {
    return false
  }
}

/** The place, not the value: somebody chose it. So they did a name that the schema does not know: then it is the place that it stands in. */
function placeOf({ expected, path }: v.BaseIssue<unknown>): string {
  const known = (path ?? []).slice(0, expected === 'never' ? -1 : undefined)
  return known.length === 0 ? 'its whole' : known.map(({ key }) => String(key)).join('.')
}

function decoded(part: string): unknown {
  try {
    return JSON.parse(Buffer.from(part, 'base64url').toString('utf8'))
  } catch {
    return undefined
  }
}
