import { mkdir, readdir, readFile, rename, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import * as v from 'valibot'
import { Head } from './head.ts'

type Parts = {
  head: () => Head | undefined
  /** Where each chain has a file with its newest head, made where it is missing; none: the log alone. */
  folder?: string | undefined
  log: Readonly<Record<'info' | 'error', (fields: object, text: string) => void>>
}

/** docs/security.md, S-18: every minute. */
const MINUTE = 60_000

/** Hands out the newest head every minute that there is a newer one. @returns hands out the last one and ends */
export function keepHandingOutHeads({ head, folder, log }: Parts, every = MINUTE): () => Promise<void> {
  let out: string | undefined
  let present = Promise.resolve()
  const handOut = async () => {
    const newest = head()
    if (!newest || newest.mac === out) return
    log.info({ head: newest }, 'audit head')
    out = newest.mac
    if (folder === undefined) return
    const file = join(folder, `${newest.chain}.json`)
    try {
      await mkdir(folder, { recursive: true, mode: 0o750 })
      // Whoever copies the folder finds each file whole.
      await writeFile(`${file}.new`, `${JSON.stringify(newest)}\n`)
      await rename(`${file}.new`, file)
    } catch (error) {
      log.error({ err: error }, 'the head of the audit is not in its folder')
    }
  }
  const begin = () => { present = present.then(handOut) }
  const timer = setInterval(begin, every)
  return () => {
    clearInterval(timer)
    begin()
    return present
  }
}

const Line = v.union([Head, v.pipe(v.object({ head: Head }), v.transform(({ head }) => head))])

/**
 * The heads that a file holds, one in a line; a log of ours is such a file. Of a folder, those of its files `*.json`.
 * @throws Error when there is none
 */
export async function readHeads(path: string): Promise<Head[]> {
  const files = (await stat(path)).isDirectory()
    ? (await readdir(path, { withFileTypes: true })).filter((entry) => entry.isFile() && entry.name.endsWith('.json')).map(({ name }) => join(path, name))
    : [path]
  const texts = await Promise.all(files.map((file) => readFile(file, 'utf8')))
  return texts.flatMap((text) => text.split('\n').flatMap(headIn))
}

function headIn(line: string): Head[] {
  if (!line.includes('"signature"')) return []
  try {
    const found = v.safeParse(Line, JSON.parse(line))
    return found.success ? [found.output] : []
  } catch {
    return []
  }
}
