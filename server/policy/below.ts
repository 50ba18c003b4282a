/**
 * Whether an entry is a unit's own, or below it, however deep.
 * @param dn and `unit`: distinguished names as one directory spells them; where something is escaped, it escapes it alike
 */
export const isBelow = (dn: string, unit: string): boolean => endsWith(partsOf(dn), partsOf(unit))

/** The same for names in parts. */
export const endsWith = (parts: readonly string[], above: readonly string[]): boolean =>
  above.length > 0 && above.length <= parts.length && above.every((part, index) => part === parts[parts.length - above.length + index])

/** RFC 4514: a comma parts, unless a backslash stands before it: `CN=Ada\,OU=Board` is somebody's odd name, and no unit. */
export const partsOf = (dn: string): readonly string[] =>
  [...dn.matchAll(/(?:\\.|[^,\\])+/gsu)].map(([part]) => part.trim().replace(/\s*=\s*/u, '=').toLowerCase())
