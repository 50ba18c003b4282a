import { closeSync, openSync, readFileSync, readSync } from 'node:fs'
import { findSecrets, type Trace } from '../world/traces.ts'
import type { TheirProcess } from './processes.ts'

/** Bytes that are read at once; a secret that lies across two of these is in the overlap. */
const PIECE = 4 * 1024 * 1024
const OVERLAP = 1024

/** @returns whether something is found in the memory of a process now */
export function remembers(one: Pick<TheirProcess, 'pid' | 'kind'>, secrets: readonly string[]): boolean {
  for (const piece of memoryOf(one)) if (findSecrets([piece], secrets).length > 0) return true
  return false
}

/**
 * All memory of a process that it could have written a secret into, as a core dump has it (gcore, without its debugger). Needs root.
 * @returns a trace for each piece; nothing, where the process has gone
 */
function* memoryOf({ pid, kind }: Pick<TheirProcess, 'pid' | 'kind'>): Generator<Trace> {
  let memory: number
  try {
    memory = openSync(`/proc/${pid}/mem`, 'r')
  } catch {
    return // gone
  }
  try {
    for (const { from, to } of written(pid)) {
      for (let at = from; at < to; at += PIECE) {
        const bytes = Buffer.alloc(Math.min(PIECE + OVERLAP, to - at))
        const length = readPiece(memory, bytes, at)
        if (length > 0) yield { where: `the memory of the ${kind} process`, bytes: bytes.subarray(0, length) }
      }
    }
  } finally {
    closeSync(memory)
  }
}

/** Places that hold something and may be written, by /proc/<pid>/smaps (proc(5)). */
function written(pid: number): { from: number; to: number }[] {
  const found: { from: number; to: number }[] = []
  for (const text of readFileSync(`/proc/${pid}/smaps`, 'latin1').split(/\n(?=[\da-f]+-[\da-f]+ )/u)) {
    const [, from = '', to = '', may = ''] = /^([\da-f]+)-([\da-f]+) (\S+)/u.exec(text) ?? []
    if (may.startsWith('rw') && !/^Rss:\s+0 kB/mu.test(text)) found.push({ from: Number.parseInt(from, 16), to: Number.parseInt(to, 16) })
  }
  return found
}

function readPiece(memory: number, bytes: Buffer, at: number): number {
  try {
    return readSync(memory, bytes, 0, bytes.length, at)
  } catch {
    return 0 // not to be read, as memory of a device
  }
}
