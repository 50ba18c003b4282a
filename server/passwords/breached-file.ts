import { type FileHandle, open } from 'node:fs/promises'
import { type Breached, Unanswered } from './breached.ts'

// A line is HASH:COUNT with a line end of one or two; the longest known count has eight digits.
const LONGEST_LINE = 64
/** Less than this is read at once: one page of a disk. */
const WINDOW = 4096

/**
 * One file of lines HASH:COUNT, sorted by hash. It may have forty gigabytes: it is looked up where it lies, about twenty-five short
 * reads for a password.
 * @param path absolute
 */
export const breachedFile = (path: string): Breached => ({
  async timesSeen(hash) {
    const file = await open(path).catch((error: unknown) => { throw new Unanswered('the file of breached passwords cannot be opened', { cause: error }) })
    try {
      return await lookUp(file, hash.reveal())
    } catch (error) {
      throw error instanceof Unanswered ? error : new Unanswered('the file of breached passwords cannot be read', { cause: error })
    } finally {
      await file.close()
    }
  },
})

async function lookUp(file: FileHandle, hash: string): Promise<number> {
  let low = 0
  let high = (await file.stat()).size
  while (high - low > WINDOW) {
    const middle = low + Math.floor((high - low) / 2)
    const line = await lineAfter(file, middle)
    // The wanted line begins at or before the one that is greater; at or behind the one that is not.
    if (line === undefined || line.hash > hash) high = middle
    else low = line.start
  }
  // The line at `high` may have begun before it.
  const text = await textAt(file, low, high - low + 2 * LONGEST_LINE)
  const found = text.split('\n').map(parsed).find((line) => line?.hash === hash)
  return found?.count ?? 0
}

/** The first whole line that begins behind a place in the file. */
export async function lineAfter(file: FileHandle, place: number): Promise<{ hash: string; start: number } | undefined> {
  const text = await textAt(file, place, 3 * LONGEST_LINE)
  const end = text.indexOf('\n')
  const line = end < 0 ? undefined : parsed(text.slice(end + 1).split('\n')[0] ?? '')
  if (line === undefined && end >= 0 && text.length > end + 1) throw new Unanswered('the file of breached passwords has a line that is not HASH:COUNT')
  return line && { hash: line.hash, start: place + end + 1 }
}

export function parsed(line: string): { hash: string; count: number } | undefined {
  const [, hash, count] = /^([0-9a-f]{40}):(\d{1,15})\s*$/iu.exec(line) ?? []
  return hash === undefined ? undefined : { hash: hash.toUpperCase(), count: Number(count) }
}

async function textAt(file: FileHandle, place: number, length: number): Promise<string> {
  const { buffer, bytesRead } = await file.read({ buffer: Buffer.alloc(length), position: place })
  return buffer.toString('latin1', 0, bytesRead)
}
