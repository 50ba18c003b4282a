import type { Ace } from '../security-descriptor.ts'

// MS-DTYP 2.4.3 and MS-ADTS 5.1.3.2: the bits of an access mask.
const READ_PROPERTY = 0x10
const CONTROL_ACCESS = 0x100
const GENERIC_ALL = 0x1000_0000
const GENERIC_READ = 0x8000_0000

// User-Force-Change-Password, MS-ADTS 5.1.3.2.1.
const RESET_PASSWORD = '00299570-246d-11d0-a768-00aa006e0529'

/** What an attribute is for the rights on it. `set`: the property set that it belongs to. */
export type AttributeIds = { readonly id: string; readonly set?: string | undefined; readonly confidential?: boolean }

/** Everybody who a signed-in account is: itself, its groups, and the well-known ones. */
export type Token = ReadonlySet<string>

export const mayReset = (aces: readonly Ace[], token: Token) => granted(aces, token, CONTROL_ACCESS, [RESET_PASSWORD])

/** A confidential attribute also asks for the right of control, MS-ADTS 3.1.1.4.3. */
export const mayRead = (aces: readonly Ace[], token: Token, { id, set, confidential = false }: AttributeIds) => {
  const objects = set === undefined ? [id] : [id, set]
  return granted(aces, token, READ_PROPERTY, objects) && (!confidential || granted(aces, token, CONTROL_ACCESS, objects))
}

/**
 * MS-ADTS 5.1.3.3: the first entry that is about it, and about somebody who we are, decides; none does not let.
 * @param objects the right or attribute, and what it is part of
 */
function granted(aces: readonly Ace[], token: Token, right: number, objects: readonly string[]): boolean {
  const all = right === READ_PROPERTY ? GENERIC_ALL | GENERIC_READ : GENERIC_ALL
  const decides = aces.find(({ mask, object, sid }) => token.has(sid) && (mask & (right | all)) !== 0 && (object === undefined || objects.includes(object)))
  return decides !== undefined && !decides.denies
}
