import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { type Breached, isRange, PREFIX, seenInRange, Unanswered } from './breached.ts'

/**
 * A folder of files `00000` to `FFFFF`, with or without `.txt`, each of lines REST:COUNT. One that is missing is a gap in the
 * download, not a prefix without passwords: every prefix has hundreds.
 * @param path absolute
 */
export const breachedFolder = (path: string): Breached => ({
  async timesSeen(hash) {
    const [prefix, rest] = [hash.reveal().slice(0, PREFIX), hash.reveal().slice(PREFIX)]
    const lines = await readFile(join(path, prefix), 'latin1').catch(() => readFile(join(path, `${prefix}.txt`), 'latin1')).catch(() => {
      // Its name is a part of the hash: neither it nor the system's error, which has it too, goes on.
      throw new Unanswered('the folder of breached passwords lacks a file, or it cannot be read')
    })
    if (!isRange(lines)) throw new Unanswered('the folder of breached passwords has a file whose lines are not REST:COUNT')
    return seenInRange(lines, rest)
  },
})
