// What the system says of itself and of this program.
import { accessSync, constants, readFileSync } from 'node:fs'
import path from 'node:path'

/** Milliseconds, by a clock that nobody sets. Not `performance.now()`: Node loads a library for that, and the first screen waits. */
export function sinceStart(): number {
  return process.uptime() * 1000
}

/** Whether who runs this program could put something else in place of a file. */
export function canChange(file: string): boolean {
  return [file, path.dirname(file)].some((place) => {
    try {
      accessSync(place, constants.W_OK)
      return true
    } catch {
      return false
    }
  })
}

/** Whether there is a process of that number, whosever it is. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM'
  }
}

/** The names of the variables that this program was started with, as Linux keeps them; other systems do not. */
export function variablesAtStart(): string[] {
  try {
    return readFileSync('/proc/self/environ', 'latin1').split('\0').map((one) => one.replace(/=.*/s, ''))
  } catch {
    return []
  }
}
