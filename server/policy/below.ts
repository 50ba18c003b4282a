/**
 * Whether an entry is a unit's own, or below it, however deep.
 * @param dn and `unit`: distinguished names as one directory spells them; where something is escaped, it escapes it alike
 */
export function isBelow(dn: string, unit: string): boolean {
  const parts = partsOf(dn)
  const above = partsOf(unit)
  return above.length > 0 && above.length <= parts.length && parts.slice(-above.length).every((part, index) => part === above[index])
}

/** RFC 4514: a comma parts, unless a backslash stands before it: `CN=Ada\,OU=Board` is somebody's odd name, and no unit. */
const partsOf = (dn: string): string[] =>
  [...dn.matchAll(/(?:\\.|[^,\\])+/gsu)].map(([part]) => part.trim().replace(/\s*=\s*/u, '=').toLowerCase())
