import { type FileHandle, open } from 'node:fs/promises'
import { type Breached, Unanswered } from './breached.ts'
import type { Opened } from './opened.ts'

// A line is HASH:COUNT with a line end of one or two; the longest known count has eight digits.
const LONGEST_LINE = 64
/** Less than this is read at once: one page of a disk. */
const WINDOW = 4096
/** How many places of a big file are looked at: enough to see an order by another thing than the hash. */
const SAMPLES = 64

const RIGHT = 'must be a file of lines HASH:COUNT of SHA-1 hashes, sorted by hash'

/**
 * One file of lines HASH:COUNT, sorted by hash. It may have forty gigabytes: it is looked up where it lies, about twenty-five short
 * reads for a password. It stays open: what is put in its place under its name changes nothing, and what is written into it is
 * seen, and not believed until it was checked as a whole.
 * @param path absolute
 * @returns never throws
 */
export async function openBreachedFile(path: string): Promise<Opened<Breached>> {
  const file = await open(path).catch(() => undefined)
  if (!file) return { ok: false, wrong: { what: `names ${path}, which cannot be read`, right: RIGHT } }
  const what = await whatIsWrong(file)
  if (what !== undefined) {
    await file.close()
    return { ok: false, wrong: { what: `names ${path}, which ${what}`, right: RIGHT } }
  }
  const then = await file.stat()
  let broken = false
  const asking = new Set<Promise<number>>()
  return {
    ok: true,
    value: {
      async timesSeen(hash) {
        const answer = lookUp(file, hash.reveal(), then)
        asking.add(answer)
        try {
          return await answer
        } catch (error) {
          if (error instanceof Unanswered) throw error
          broken = true
          throw new Unanswered('the file of breached passwords cannot be read', { cause: error })
        } finally {
          asking.delete(answer)
        }
      },
    },
    isBroken: () => broken,
    async close() {
      await Promise.allSettled(asking)
      await file.close()
    },
  }
}

async function whatIsWrong(file: FileHandle): Promise<string | undefined> {
  try {
    return await isSorted(file) ? undefined : 'is not sorted by hash, or has other lines'
  } catch {
    return 'cannot be read, or has lines that are not HASH:COUNT'
  }
}

/** The download exists sorted by count too, and in that one nothing would ever be found. */
async function isSorted(file: FileHandle): Promise<boolean> {
  const { size } = await file.stat()
  const { buffer, bytesRead } = await file.read({ buffer: Buffer.alloc(LONGEST_LINE), position: 0 })
  let last = parsed(buffer.toString('latin1', 0, bytesRead).split('\n')[0] ?? '')?.hash
  if (last === undefined) return false
  for (let sample = 1; sample < SAMPLES; sample++) {
    const line = await lineAfter(file, Math.floor((size * sample) / SAMPLES))
    if (line && line.hash < last) return false
    last = line?.hash ?? last
  }
  return true
}

async function lookUp(file: FileHandle, hash: string, then: { size: number; mtimeMs: number }): Promise<number> {
  const { size, mtimeMs } = await file.stat()
  if (size !== then.size || mtimeMs !== then.mtimeMs) throw new Unanswered('the file of breached passwords was written into since it was checked')
  let low = 0
  let high = size
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
async function lineAfter(file: FileHandle, place: number): Promise<{ hash: string; start: number } | undefined> {
  const text = await textAt(file, place, 3 * LONGEST_LINE)
  const end = text.indexOf('\n')
  const line = end < 0 ? undefined : parsed(text.slice(end + 1).split('\n')[0] ?? '')
  if (line === undefined && end >= 0 && text.length > end + 1) throw new Unanswered('the file of breached passwords has a line that is not HASH:COUNT')
  return line && { hash: line.hash, start: place + end + 1 }
}

function parsed(line: string): { hash: string; count: number } | undefined {
  const [, hash, count] = /^([0-9a-f]{40}):(\d{1,15})\s*$/iu.exec(line) ?? []
  return hash === undefined ? undefined : { hash: hash.toUpperCase(), count: Number(count) }
}

async function textAt(file: FileHandle, place: number, length: number): Promise<string> {
  const { buffer, bytesRead } = await file.read({ buffer: Buffer.alloc(length), position: place })
  return buffer.toString('latin1', 0, bytesRead)
}
