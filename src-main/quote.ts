import { randomInt } from 'node:crypto'

/** Letters and digits that are not mistaken for one another when read out on the phone. */
const ALPHABET = '23456789ABCDEFGHJKMNPQRSTVWXYZ'

/** A number to quote, such as `K7M2-9XQD`: for problems that no server has numbered. */
export function newQuote(): string {
  const letters = Array.from({ length: 8 }, () => ALPHABET[randomInt(ALPHABET.length)])
  return `${letters.slice(0, 4).join('')}-${letters.slice(4).join('')}`
}
