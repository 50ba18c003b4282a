// What compilers made, kept in out/windows/kept by what it was made from: programs share most of their sources, and tests most of their programs.
import { execFile } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync } from 'node:fs'
import { mkdir, readFile, rename } from 'node:fs/promises'
import { availableParallelism } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'

const run = promisify(execFile)
const root = join(import.meta.dirname, '../..')
const kept = join(root, 'out/windows/kept')
const underWay = new Map<string, Promise<string>>()

/**
 * @param name what its file's name begins and ends with @param from all that decides what is made
 * @param make makes it at the place that it is given @returns where it is
 */
export async function keep(name: { begin: string; end: string }, from: readonly string[], make: (place: string) => Promise<void>): Promise<string> {
  const place = join(kept, `${name.begin}-${hashOf(from)}${name.end}`)
  if (existsSync(place)) return place
  const making = underWay.get(place) ?? whole(place, make)
  underWay.set(place, making)
  try {
    return await making
  } finally {
    underWay.delete(place)
  }
}

/** Under another name until it is whole: another process may be making it too, or this one may be stopped. */
async function whole(place: string, make: (place: string) => Promise<void>): Promise<string> {
  await mkdir(kept, { recursive: true })
  const begun = `${place}.${process.pid}.part`
  await make(begun)
  await rename(begun, place)
  return place
}

function hashOf(from: readonly string[]): string {
  const hash = createHash('sha256')
  for (const one of from) hash.update(`${one.length}:${one}`)
  return hash.digest('hex').slice(0, 24)
}

/** A source and every header of ours that it includes, directly or not: what its object depends on. @param file absolute */
export async function withHeaders(file: string, folder: string, seen = new Map<string, string>()): Promise<Map<string, string>> {
  if (seen.has(file) || !existsSync(file)) return seen
  const text = await readFile(file, 'utf8')
  seen.set(file, text)
  for (const [, name = ''] of text.matchAll(/^\s*#\s*include\s+"([^"]+)"/gmu)) await withHeaders(join(folder, name), folder, seen)
  return seen
}

let running = 0
const waiting: (() => void)[] = []

/** Runs a compiler, as many at a time as there are cores. @throws with what it said */
export async function compile(compiler: string, args: readonly string[]): Promise<void> {
  if (running >= availableParallelism()) await new Promise<void>((go) => { waiting.push(go) })
  else running += 1
  try {
    await run(compiler, args, { maxBuffer: 16 * 1024 * 1024 })
  } catch (error) {
    const said = error instanceof Error && 'stderr' in error && 'stdout' in error ? `${String(error.stdout)}${String(error.stderr)}` : String(error)
    throw new Error(`${compiler}:\n${said.slice(0, 4000)}`)
  } finally {
    const next = waiting.shift()
    if (next) next()
    else running -= 1
  }
}
