// What people put in place of letters and believe to be clever. Letters that look alike fall together: whoever writes 1 for l must
// not get past a list that has i.
const lookAlikes: Readonly<Record<string, string>> = {
  '0': 'o', '1': 'i', '!': 'i', '|': 'i', l: 'i', '3': 'e', '€': 'e', '4': 'a', '@': 'a', '5': 's', $: 's', '7': 't', '+': 't', '8': 'b', '9': 'g', '(': 'c',
}

/**
 * A text without what makes it look different and is none: case, accents, signs in place of letters. Screen and server must agree
 * on it, so it stands here. `P@sswörd1` becomes `passwordi`.
 */
export const plainLetters = (text: string): string =>
  Array.from(text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase(), (sign) => lookAlikes[sign] ?? sign).join('')

/** Shorter ones would be found in every other word. */
const SHORTEST_NAME = 3
const SHORTEST_DISGUISED = 4

/** Whether one of the names is part of a password: as it is written, in whatever case, or in disguise when it has four letters or more. */
export function holdsName(password: string, names: readonly string[]): boolean {
  const [written, plain] = [password.toLowerCase(), plainLetters(password)]
  return names.some((name) =>
    (name.length >= SHORTEST_NAME && written.includes(name.toLowerCase())) || (plainLetters(name).length >= SHORTEST_DISGUISED && plain.includes(plainLetters(name))))
}
