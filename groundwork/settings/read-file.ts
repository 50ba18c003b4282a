import { open } from 'node:fs/promises'
import type { ReadFile } from './named-file.ts'

/** The real one. The mode is asked of the open file, so that it is that of the text which was read. */
export const readFile: ReadFile = async (path) => {
  await using file = await open(path, 'r')
  const text = await file.readFile('utf8')
  // Windows guards files by lists that the mode says nothing about.
  return process.platform === 'win32' ? { text } : { text, mode: (await file.stat()).mode & 0o777 }
}
