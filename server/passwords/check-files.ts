import { readFile, stat } from 'node:fs/promises'
import { dirname, join, resolve } from 'node:path'
import type { PasswordSection } from '../policy/sections/password.ts'
import { isRange } from './breached.ts'
import { openBreachedFile } from './breached-file.ts'
import type { Opened, Words } from './opened.ts'
import { readWords } from './words-file.ts'

/** `path`: of the setting that names the file. */
export type WrongFile = Words & { path: string }

/**
 * What is wrong with the files that a policy's section `password` names. Never throws.
 * @param policyFile absolute; names are relative to its folder
 */
export async function wrongFiles({ words, breached }: PasswordSection, policyFile: string): Promise<WrongFile[]> {
  const at = (name: string) => resolve(dirname(policyFile), name)
  const found: [string, Words | undefined][] = [
    ['password.words', words === undefined ? undefined : await wrongIn(readWords(at(words)))],
    ['password.breached.file', breached?.file === undefined ? undefined : await wrongIn(openBreachedFile(at(breached.file)))],
    ['password.breached.folder', breached?.folder === undefined ? undefined : await wrongFolder(at(breached.folder))],
  ]
  return found.flatMap(([path, wrong]) => (wrong ? [{ path, ...wrong }] : []))
}

async function wrongIn(opening: Promise<Opened<unknown>>): Promise<Words | undefined> {
  const opened = await opening
  if (!opened.ok) return opened.wrong
  await opened.close()
  return undefined
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
