import { readdirSync, readFileSync } from 'node:fs'

/** A process and all that it started, in turn. @param root its id */
export function processTree(root: number): number[] {
  const children = Map.groupBy(readdirSync('/proc').filter((name) => /^\d+$/.test(name)).map(Number), parentOf)
  const tree = [root]
  for (const pid of tree) tree.push(...(children.get(pid) ?? []))
  return tree
}

export type Memory = { megabytes: number; measure: 'PSS' | 'RSS' }

/**
 * What they all occupy. Proportional where we may ask: of Chromium's processes, which share most of their program, the resident
 * sum counts much of it four times. Chromium lets only root ask its sandboxed processes.
 */
export function memoryOf(pids: readonly number[]): Memory {
  const proportional = pids.map((pid) => kilobytes(`/proc/${pid}/smaps_rollup`, 'Pss'))
  if (proportional.every((size) => size !== undefined)) return { megabytes: sum(proportional) / 1024, measure: 'PSS' }
  return { megabytes: sum(pids.map((pid) => kilobytes(`/proc/${pid}/status`, 'VmRSS') ?? 0)) / 1024, measure: 'RSS' }
}

function parentOf(pid: number): number {
  // The name before it may hold anything, brackets too.
  return Number(read(`/proc/${pid}/stat`)?.replace(/^.*\) /s, '').split(' ')[1] ?? 0)
}

function kilobytes(file: string, name: string): number | undefined {
  const found = new RegExp(`^${name}:\\s+(\\d+) kB$`, 'm').exec(read(file) ?? '')?.[1]
  return found === undefined ? undefined : Number(found)
}

function read(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    return undefined // it has ended, or is not ours to ask
  }
}

const sum = (sizes: readonly number[]) => sizes.reduce((all, size) => all + size, 0)
