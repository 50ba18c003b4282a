import { guidText } from './guid.ts'
import { sidText } from './sid.ts'

/** One entry of an access list, as far as anybody here asks. `object`: the right or attribute that it is about, else all of them. */
export type Ace = { readonly denies: boolean; readonly mask: number; readonly object: string | undefined; readonly sid: string }

// MS-DTYP 2.4.4.2 and 2.4.4.4: access denied, and the same about one object type.
const DENIED = 0x01
const DENIED_OBJECT = 0x06
const ALLOWED = 0x00
const ALLOWED_OBJECT = 0x05
// An entry that only its heirs take to heart, MS-DTYP 2.4.4.1.
const INHERIT_ONLY = 0x08
const OBJECT_TYPE = 0x1
const INHERITED_OBJECT_TYPE = 0x2

/**
 * The entries of a self-relative security descriptor's DACL, MS-DTYP 2.4.6, that hold for the object itself.
 * @returns undefined when it has none, or these are not the bytes of one; unknown kinds of entry are left out
 */
export function dacl(descriptor: Buffer): readonly Ace[] | undefined {
  try {
    const start = descriptor.readUInt32LE(16)
    if (start === 0) return undefined
    const count = descriptor.readUInt16LE(start + 4)
    const entries: Ace[] = []
    for (let index = 0, at = start + 8; index < count; index++) {
      const size = descriptor.readUInt16LE(at + 2)
      if (size < 8 || at + size > descriptor.length) return undefined
      const entry = aceOf(descriptor.subarray(at, at + size))
      if (entry) entries.push(entry)
      at += size
    }
    return entries
  } catch (error) {
    // An offset beyond the end.
    if (error instanceof RangeError) return undefined
    throw error
  }
}

function aceOf(bytes: Buffer): Ace | undefined {
  const kind = bytes.readUInt8(0)
  if ((bytes.readUInt8(1) & INHERIT_ONLY) !== 0) return undefined
  const mask = bytes.readUInt32LE(4)
  const ofObject = kind === DENIED_OBJECT || kind === ALLOWED_OBJECT
  if (!ofObject && kind !== DENIED && kind !== ALLOWED) return undefined
  const flags = ofObject ? bytes.readUInt32LE(8) : 0
  const afterFlags = ofObject ? 12 : 8
  const hasObject = (flags & OBJECT_TYPE) !== 0
  const object = hasObject ? guidText(bytes.subarray(afterFlags, afterFlags + 16)) : undefined
  const sidAt = afterFlags + (hasObject ? 16 : 0) + ((flags & INHERITED_OBJECT_TYPE) !== 0 ? 16 : 0)
  // What follows the SID is for conditional entries, which are of other kinds.
  const sid = sidText(bytes.subarray(sidAt, sidAt + 8 + 4 * bytes.readUInt8(sidAt + 1)))
  return sid === undefined || (hasObject && object === undefined) ? undefined : { denies: kind === DENIED || kind === DENIED_OBJECT, mask, object, sid }
}
