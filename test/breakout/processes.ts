import { readdirSync, readFileSync } from 'node:fs'
import { processesWith } from '../world/processes.ts'

/** One process of a program: what it is (`main`, `renderer`, `utility network…`), by its own command line. */
export type Process = { pid: number; kind: string }

/** Everything that a program has started and that is still there: by descent, and by its home, which each inherits. */
export function processesOf(pid: number, home: string): Process[] {
  const all = new Map(readdirSync('/proc').filter((name) => /^\d+$/.test(name)).map((name) => [Number(name), parentOf(Number(name))]))
  const descends = (one: number): boolean => one === pid || (one > 1 && descends(all.get(one) ?? 0))
  const found = new Set([...all.keys()].filter(descends))
  for (const one of processesWith(home)) found.add(one)
  return [...found].flatMap((one) => {
    const kind = kindOf(one)
    return kind === undefined ? [] : [{ pid: one, kind }]
  })
}

const parentOf = (pid: number): number => Number(/\) \S (\d+)/.exec(read(`/proc/${pid}/stat`))?.[1] ?? 0)

/** Chromium writes its children's command lines as one text, ours is a list of words. */
function kindOf(pid: number): string | undefined {
  const line = read(`/proc/${pid}/cmdline`).replaceAll('\0', ' ').trim()
  if (line === '') return undefined // gone, or not yet taken note of
  const value = (name: string) => new RegExp(` --${name}=(\\S+)`).exec(line)?.[1]
  const type = value('type')
  return type === undefined ? `program ${line.slice(0, 200)}` : [type, value('utility-sub-type')].filter(Boolean).join(' ')
}

function read(file: string): string {
  try {
    return readFileSync(file, 'latin1')
  } catch {
    return ''
  }
}
