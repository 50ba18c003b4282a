/** Letters and digits that are not mistaken for one another when read out on the phone. */
const ALPHABET = '23456789ABCDEFGHJKMNPQRSTVWXYZ'

/** A number to quote, such as `K7M2-9XQD`: for problems that no server has numbered. */
export function newQuote(): string {
  const letters = Array.from({ length: 8 }, randomLetter)
  return `${letters.slice(0, 4).join('')}-${letters.slice(4).join('')}`
}

function randomLetter(): string {
  // Values past the last whole alphabet would make its first letters more likely.
  for (;;) {
    const [value = 0] = crypto.getRandomValues(new Uint8Array(1))
    if (value < 256 - (256 % ALPHABET.length)) return ALPHABET.charAt(value % ALPHABET.length)
  }
}
