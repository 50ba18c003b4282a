import { readFileSync } from 'node:fs'
import { plainLetters } from '@gatehouse/contract'

/** Whether a line of a list is a word: it is not empty and no remark. @param line without blanks around it */
export const isWord = (line: string): boolean => line !== '' && !line.startsWith('#')

/** The words of a list. */
export const linesOf = (text: string): string[] => text.split('\n').map((line) => line.trim()).filter(isWord)

/** Whether a password is one of a list, or one with signs and digits put before or behind it. */
export type CommonPasswords = (password: string) => boolean

/** The list that we ship; read once. @param text for tests */
export function commonPasswords(text = readFileSync(new URL('common.txt', import.meta.url), 'utf8')): CommonPasswords {
  const known = new Set(linesOf(text).map(plainLetters))
  return (password) => known.has(plainLetters(password)) || known.has(plainLetters(withoutFringe(password)))
}

/** `!!Dragon2026` is no other password than `Dragon`. */
const withoutFringe = (password: string) => password.replace(/^\P{L}+|\P{L}+$/gu, '')

/** Shorter words would be found in half of all passwords. */
export const SHORTEST_WORD = 4

/** @returns which of the company's words a password has in it, in whatever disguise */
export function forbiddenWords(text: string): (password: string) => boolean {
  const words = linesOf(text).map(plainLetters).filter((word) => word.length >= SHORTEST_WORD)
  return (password) => {
    const plain = plainLetters(password)
    return words.some((word) => plain.includes(word))
  }
}
