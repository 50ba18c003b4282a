import type { Entry } from 'ldapts'
import { DirectoryProblem } from '../../recovery/ports.ts'

/** @returns the attribute's values as text; none when it has none or may not be read, which look the same */
export function texts(entry: Entry, attribute: string): string[] {
  const value = entry[attribute]
  const values = Array.isArray(value) ? value : [value]
  return values.filter((one) => typeof one === 'string')
}

/** @returns the attribute's only value as text */
export const text = (entry: Entry, attribute: string): string | undefined => texts(entry, attribute)[0]

/** @returns the attribute's only value as bytes; it must have been asked for as bytes */
export function bytes(entry: Entry, attribute: string): Buffer | undefined {
  const value = entry[attribute]
  return Buffer.isBuffer(value) ? value : undefined
}

/** @returns all values of an attribute that was asked for as bytes */
export function manyBytes(entry: Entry, attribute: string): Buffer[] {
  const value = entry[attribute]
  const values: readonly unknown[] = Array.isArray(value) ? value : [value]
  return values.filter((one) => Buffer.isBuffer(one))
}

/** @returns an integer of 32 or 64 bits (MS-ADTS 3.1.1.2.2.2: LDAP writes both in decimal) */
export function integer(entry: Entry, attribute: string): bigint | undefined {
  const value = text(entry, attribute)
  return value !== undefined && /^-?\d+$/.test(value) ? BigInt(value) : undefined
}

/**
 * The same for an attribute that every account has: when it is missing, the service account may not read it, and an account
 * must not look enabled or unlocked for that.
 * @throws DirectoryProblem `denied`
 */
export function mustBeInteger(entry: Entry, attribute: string): bigint {
  const value = integer(entry, attribute)
  if (value === undefined) throw new DirectoryProblem('denied', `the service account may not read ${attribute}`)
  return value
}
