import { holdsAccount } from './rules.ts'

export type Strength = 'none' | 'weak' | 'fair' | 'good' | 'strong'

/** How full the bar is, in quarters. */
export const fullness = { none: 0, weak: 1, fair: 2, good: 3, strong: 4 } as const satisfies Record<Strength, number>

/**
 * A rough guess at how hard it is to guess: what is foreseeable (repeats, rows of keys, years, the most common words, the
 * account's name) counts as one character each, the rest by the size of the alphabet it draws from. It promises nothing and
 * refuses nothing; it only tells `Sommer2026!` from a sentence.
 */
export function strengthOf(password: string, account: string): Strength {
  if (password === '') return 'none'
  const bits = surprises(password, account) * Math.log2(alphabet(password))
  if (bits < 36) return 'weak'
  if (bits < 52) return 'fair'
  return bits < 70 ? 'good' : 'strong'
}

function alphabet(password: string): number {
  const sizes: [RegExp, number][] = [[/[a-z]/, 26], [/[A-Z]/, 26], [/[0-9]/, 10], [/[^a-zA-Z0-9\s]/, 20], [/\s/, 1], [/[^\u0020-\u007e]/, 40]]
  return sizes.reduce((sum, [of, size]) => sum + (of.test(password) ? size : 0), 0)
}

// What people take first: a short list of our own of stems in the languages that we speak, without digits or endings.
const stems = /pass?w(or[dt]|ort)|kennwort|contrase[nñ]a|motdepasse|senha|has[lł]o|welcome|willkommen|qwert[yz]|azerty|admin|letmein|secret|geheim|summer|sommer|winter|spring|autumn|fr[uü]hling|herbst|monday|montag|january|januar|february|februar|march|m[aä]rz|april|june|juni|july|juli|august|september|o[ck]tober|november|de[cz]ember|dragon|monkey|football|iloveyou|hello|hallo|bonjour|company|firma|start/g
const years = /(19|20)\d\d/g

/** How many characters come as a surprise to somebody who guesses as people do. */
function surprises(password: string, account: string): number {
  const plain = unleet(password.toLowerCase())
  const cut = holdsAccount(password, account) ? plain.replaceAll(bare(account), '\0') : plain
  const rest = cut.replace(stems, '\0').replace(years, '\0')
  return Array.from(rest).reduce((count, letter, at, all) => count + (follows(all[at - 2], all[at - 1], letter) ? 0.2 : 1), 0)
}

const bare = (account: string) => unleet((account.split('\\').at(-1) ?? account).split('@')[0]?.toLowerCase() ?? '')

// Only between letters: a year's digits stay digits.
const leet: Record<string, string> = { '0': 'o', '1': 'i', '3': 'e', '4': 'a', '5': 's', '7': 't', '@': 'a', $: 's' }
const unleet = (text: string) => text.replace(/(?<=\p{L})[013457@$](?=\p{L})/gu, (sign) => leet[sign] ?? sign)

const rows = ['1234567890', 'qwertyuiop', 'qwertzuiopü', 'asdfghjkl', 'zxcvbnm', 'yxcvbnm', 'azertyuiop', 'qsdfghjklm', 'wxcvbn', 'abcdefghijklmnopqrstuvwxyz']

/** Whether a character could be foreseen from the two before it: the same again, the next of a row or of an alphabet, either way. */
function follows(two: string | undefined, one: string | undefined, letter: string): boolean {
  if (one === undefined) return false
  if (letter === one || letter === two) return true
  return rows.some((row) => Math.abs(row.indexOf(letter) - row.indexOf(one)) === 1 && row.includes(letter) && row.includes(one))
}
