import { readdirSync, readFileSync } from 'node:fs'
import { setTimeout as pause } from 'node:timers/promises'

/** A process was started with this text in its command line or its environment: for example a folder that only it was given. */
export function processesWith(text: string): number[] {
  return readdirSync('/proc').filter((name) => /^\d+$/.test(name)).map(Number)
    .filter((pid) => pid !== process.pid && [`/proc/${pid}/cmdline`, `/proc/${pid}/environ`].some((file) => read(file).includes(text)))
}

/** Those that are still there after so many milliseconds: ending takes a moment. */
export async function processesLeft(text: string, within = 30_000): Promise<number[]> {
  const deadline = performance.now() + within
  for (;;) {
    const left = processesWith(text)
    if (left.length === 0 || performance.now() > deadline) return left
    await pause(50)
  }
}

/** A line of `/proc/PID/status`, such as `Seccomp`. */
export const statusOf = (pid: number, name: string): string | undefined =>
  new RegExp(`^${name}:\\s*(.*)$`, 'm').exec(read(`/proc/${pid}/status`))?.[1]

function read(file: string): string {
  try {
    return readFileSync(file, 'latin1')
  } catch {
    return '' // gone meanwhile, or a kernel thread
  }
}

/** Whether there is such a process, and not only what its parent has not yet taken note of. */
export const isRunning = (pid: number): boolean => {
  const state = statusOf(pid, 'State')
  return state !== undefined && !state.startsWith('Z')
}
