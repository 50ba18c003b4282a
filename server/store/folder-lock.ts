import { linkSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import * as v from 'valibot'
import { StoreProblem } from './problem.ts'

const Holder = v.object({ pid: v.number(), started: v.nullable(v.string()) })
type Holder = v.InferOutput<typeof Holder>

/** Folders that this very process has open: by its own number it could not tell them from a remnant. */
const ours = new Set<string>()

/**
 * Takes a folder for this process. PGlite is a database for one process, and two would destroy it without a word.
 * @returns gives it back
 * @throws StoreProblem `in-use`, naming the process that has it
 */
export function lockFolder(folder: string): () => void {
  const lock = join(folder, 'in-use.json')
  const mine = `${lock}.${process.pid}`
  if (ours.has(lock)) throw inUse(process.pid)
  writeFileSync(mine, JSON.stringify(holderNow(process.pid)), { mode: 0o600 })
  try {
    if (!take(mine, lock)) {
      removeRemnant(lock)
      if (!take(mine, lock)) throw inUse(read(lock)?.pid)
    }
  } finally {
    rmSync(mine, { force: true })
  }
  ours.add(lock)
  return () => {
    if (ours.delete(lock)) rmSync(lock, { force: true })
  }
}

/** A link appears whole or not at all, and only where nothing is: so nobody ever reads a half-written lock. */
function take(mine: string, lock: string): boolean {
  try {
    linkSync(mine, lock)
    return true
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return false
    throw error
  }
}

/** Removes the lock of a process that has gone. @throws StoreProblem `in-use` when it has not */
function removeRemnant(lock: string): void {
  const aside = `${lock}.remnant-${process.pid}`
  const holder = read(lock)
  if (holder && isRunning(holder)) throw inUse(holder.pid)
  try {
    renameSync(lock, aside)
  } catch {
    return
  }
  // Between the look and the move another process may have put its own here: that one stays.
  const moved = read(aside)
  if (moved && isRunning(moved)) take(aside, lock)
  rmSync(aside, { force: true })
}

function read(lock: string): Holder | undefined {
  try {
    return v.parse(Holder, JSON.parse(readFileSync(lock, 'utf8')))
  } catch {
    return undefined
  }
}

const isRunning = ({ pid, started }: Holder): boolean => {
  // Process numbers come back, in a container at once: every start there is number 1. The time of the start tells.
  if (started !== null) return holderNow(pid).started === started
  try {
    process.kill(pid, 0)
    return pid !== process.pid
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM'
  }
}

/** @returns the process with the time of its start in ticks since the machine's, where the system tells (proc(5), field 22) */
function holderNow(pid: number): Holder {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
    const boot = readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim()
    // The second field is the program's name in brackets and may hold anything; the third begins after the last bracket.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
    return { pid, started: `${boot} ${fields[19] ?? ''}` }
  } catch {
    return { pid, started: null }
  }
}

const inUse = (pid: number | undefined) =>
  new StoreProblem('in-use', `process ${pid ?? 'unknown'} has the folder open; one server at a time, or use PostgreSQL`)
