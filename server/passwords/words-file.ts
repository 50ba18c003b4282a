import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { plainLetters } from '@gatehouse/contract'
import { forbiddenWords, isWord, SHORTEST_WORD } from './lists.ts'
import type { Opened } from './opened.ts'

/** Whether one of the company's words is a part of a password. */
export type IsForbidden = (password: string) => boolean

const RIGHT = 'must be a file of words, one a line'

/** Reads the company's words. @param path absolute @returns never throws */
export async function readWords(path: string): Promise<Opened<IsForbidden>> {
  const text = await readFile(path, 'utf8').catch(() => undefined)
  if (text === undefined) return { ok: false, wrong: { what: `names ${path}, which cannot be read`, right: RIGHT } }
  const lines = text.split('\n').map((line) => line.trim())
  if (!lines.some(isWord)) return { ok: false, wrong: { what: `names ${path}, which holds no word`, right: RIGHT } }
  const short = lines.findIndex((line) => isWord(line) && plainLetters(line).length < SHORTEST_WORD)
  if (short >= 0) {
    const right = `must have at least ${SHORTEST_WORD} letters, or be left out: it would be found in half of all passwords`
    return { ok: false, wrong: { what: `names ${path}, whose line ${short + 1} is shorter than ${SHORTEST_WORD} letters`, right } }
  }
  return { ok: true, value: forbiddenWords(text), fingerprint: createHash('sha256').update(text).digest('hex'), close: async () => {} }
}
