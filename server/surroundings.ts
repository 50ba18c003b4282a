import { randomBytes, randomUUID } from 'node:crypto'
import type { Surroundings } from './recovery/ports.ts'

// Crockford's base 32: no I, L, O or U, so that nothing read out on the telephone is taken for something else.
const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'

/** `length` letters and digits to be read out, evenly distributed: 256 is a multiple of 32. */
export const readable = (length: number): string => Array.from(randomBytes(length), (byte) => ALPHABET.charAt(byte % 32)).join('')

/** The real clock and the system's randomness. */
export const surroundings: Surroundings = {
  now: Date.now,
  token: () => randomBytes(32).toString('base64url'),
  id: randomUUID,
  caseNumber: () => `${readable(4)}-${readable(4)}`,
}
