import { readdirSync, readFileSync, readlinkSync } from 'node:fs'
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

/** The ports on which any of these listens, over TCP. */
export function portsOf(processes: readonly Process[]): string[] {
  const theirs = new Set(processes.flatMap(({ pid }) => socketsOf(pid)))
  const LISTENS = '0A'
  return ['/proc/net/tcp', '/proc/net/tcp6'].flatMap((file) => read(file).split('\n').slice(1).flatMap((line) => {
    const [, local = '', , state, , , , , , inode = ''] = line.trim().split(/\s+/)
    return state === LISTENS && theirs.has(inode) ? [String(Number.parseInt(local.split(':').at(-1) ?? '', 16))] : []
  }))
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

function socketsOf(pid: number): string[] {
  try {
    return readdirSync(`/proc/${pid}/fd`).flatMap((fd) => /^socket:\[(\d+)\]$/.exec(link(`/proc/${pid}/fd/${fd}`))?.[1] ?? [])
  } catch {
    return []
  }
}

function link(path: string): string {
  try {
    return readlinkSync(path)
  } catch {
    return ''
  }
}

function read(file: string): string {
  try {
    return readFileSync(file, 'latin1')
  } catch {
    return ''
  }
}
