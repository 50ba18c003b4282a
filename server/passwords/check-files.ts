import { type FileHandle, open, readFile, stat } from 'node:fs/promises'
import { dirname, join, resolve } from 'node:path'
import { plainLetters } from '@gatehouse/contract'
import type { PasswordSection } from '../policy/sections/password.ts'
import { isRange } from './breached.ts'
import { lineAfter, parsed } from './breached-file.ts'
import { linesOf, SHORTEST_WORD } from './lists.ts'

type Words = { what: string; right: string }
/** `path`: of the setting that names the file. */
export type WrongFile = Words & { path: string }

/** How many places of a big file are looked at: enough to see an order by another thing than the hash. */
const SAMPLES = 64

/**
 * What is wrong with the files that a policy's section `password` names. Never throws.
 * @param policyFile absolute; names are relative to its folder
 */
export async function wrongFiles({ words, breached }: PasswordSection, policyFile: string): Promise<WrongFile[]> {
  const at = (name: string) => resolve(dirname(policyFile), name)
  const found: [string, Words | undefined][] = [
    ['password.words', words === undefined ? undefined : await wrongWords(at(words))],
    ['password.breached.file', breached?.file === undefined ? undefined : await wrongFile(at(breached.file))],
    ['password.breached.folder', breached?.folder === undefined ? undefined : await wrongFolder(at(breached.folder))],
  ]
  return found.flatMap(([path, wrong]) => (wrong ? [{ path, ...wrong }] : []))
}

async function wrongWords(path: string): Promise<Words | undefined> {
  const text = await readFile(path, 'utf8').catch(() => undefined)
  if (text === undefined) return { what: `names ${path}, which cannot be read`, right: 'must name a file of words, one a line' }
  const words = linesOf(text)
  if (words.length === 0) return { what: `names ${path}, which holds no word`, right: 'must hold words, one a line' }
  const short = words.find((word) => plainLetters(word).length < SHORTEST_WORD)
  return short === undefined ? undefined : { what: `names ${path}, which holds a word of fewer than ${SHORTEST_WORD} letters`, right: 'must be without it: half of all passwords would be refused' }
}

const A_FILE = 'must be lines HASH:COUNT of SHA-1 hashes, sorted by hash'

async function wrongFile(path: string): Promise<Words | undefined> {
  const file = await open(path).catch(() => undefined)
  if (!file) return { what: `names ${path}, which cannot be read`, right: A_FILE }
  try {
    return await isSorted(file) ? undefined : { what: `names ${path}, which is not sorted by hash, or has other lines`, right: A_FILE }
  } catch {
    return { what: `names ${path}, which cannot be read, or has lines that are not HASH:COUNT`, right: A_FILE }
  } finally {
    await file.close()
  }
}

/** The download exists sorted by count too, and in that one nothing would ever be found. */
async function isSorted(file: FileHandle): Promise<boolean> {
  const { size } = await file.stat()
  const { buffer, bytesRead } = await file.read({ buffer: Buffer.alloc(64), position: 0 })
  let last = parsed(buffer.toString('latin1', 0, bytesRead).split('\n')[0] ?? '')?.hash
  if (last === undefined) return false
  for (let sample = 1; sample < SAMPLES; sample++) {
    const line = await lineAfter(file, Math.floor((size * sample) / SAMPLES))
    if (line && line.hash < last) return false
    last = line?.hash ?? last
  }
  return true
}

async function wrongFolder(path: string): Promise<Words | undefined> {
  const right = 'must hold the files 00000 to FFFFF, with or without .txt, of lines REST:COUNT'
  if (!(await stat(path).then((found) => found.isDirectory(), () => false))) return { what: `names ${path}, which is no folder that can be read`, right }
  for (const name of ['00000', '7FFFF', 'FFFFF']) {
    const lines = await readFile(join(path, name), 'latin1').catch(() => readFile(join(path, `${name}.txt`), 'latin1')).catch(() => undefined)
    if (lines === undefined) return { what: `names ${path}, which lacks ${name}`, right }
    if (!isRange(lines)) return { what: `names ${path}, whose ${name} has other lines`, right }
  }
  return undefined
}
