import { createHmac } from 'node:crypto'
import { Secret } from '@gatehouse/contract'

/** Letters of a code: five bits each, so that nobody guesses one. */
export const CODE_LETTERS = 28

/** @param letters of Crockford's base 32, by chance @returns in fours, as people type it and policies carry it */
export const codeOf = (letters: string): Secret => new Secret(letters.match(/.{1,4}/gu)?.join('-') ?? '')

/**
 * What the database keeps of a code: whoever reads it there enrols nothing. Capitals, spaces and hyphens do not matter, and O, I and L
 * are what they look like.
 * @param keys random bytes in base64; the present one first @returns one for each of the keys
 */
export function codeHashes(code: Secret, keys: readonly Secret[]): string[] {
  const plain = code.reveal().toUpperCase().replace(/[^0-9A-Z]/gu, '').replaceAll('O', '0').replace(/[IL]/gu, '1')
  return keys.map((key) => {
    const own = createHmac('sha256', Buffer.from(key.reveal(), 'base64')).update('codes of devices').digest()
    return createHmac('sha256', own).update(plain).digest('base64url')
  })
}
