import * as v from 'valibot'
import { parse } from 'yaml'

const Id = v.pipe(v.string(), v.regex(/^[SF]-\d\d$/))
const Line = v.pipe(v.string(), v.minLength(1))

/**
 * One promise. `whole`: its tests prove all of it; `part`: what they leave open is said; `none`: nothing is claimed yet.
 */
const Claim = v.variant('proof', [
  v.strictObject({ id: Id, claim: Line, proof: v.literal('whole') }),
  v.strictObject({ id: Id, claim: Line, proof: v.literal('part'), open: Line }),
  v.strictObject({ id: Id, claim: Line, proof: v.literal('none') }),
])
export type Claim = v.InferOutput<typeof Claim>

const Claims = v.pipe(
  v.array(Claim),
  v.check((claims) => new Set(claims.map(({ id }) => id)).size === claims.length, 'two claims have the same id'),
)

/**
 * @param text `docs/claims.yaml`
 * @throws ValiError for a claim that is not of the form, or an id that comes twice
 */
export const readClaims = (text: string): Claim[] => v.parse(Claims, parse(text))
