import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { setTimeout as pause } from 'node:timers/promises'
import { type Memory, memoryOf, processTree } from './processes.ts'

export type Measured = { milliseconds: number; /** Later, where it is drawn before anything hears what is pressed. */ answers: number; memory: Memory }

/** Milliseconds. What is loaded after the first screen is there by then, and counts as memory. */
const SETTLES = 2_000
const LIMIT = 30_000

/**
 * Starts a program once.
 * @param executable says `shown` on standard output, and when it was, and may say `answers` and when: milliseconds of the system's clock, so
 *   that whoever is late in saying or hearing it loses nothing
 * @throws when it says anything else, or nothing
 */
export async function measure(executable: string, args: readonly string[]): Promise<Measured> {
  const began = Date.now()
  const child = spawn(executable, args, { stdio: ['ignore', 'pipe', 'ignore'] })
  try {
    const said = await firstLine(child)
    const [, at, answers = at] = /^shown ([\d.]+)(?: answers ([\d.]+))?$/.exec(said) ?? []
    if (at === undefined) throw new Error(`Nothing could be measured: ${said}`)
    await pause(SETTLES)
    return { milliseconds: Number(at) - began, answers: Number(answers) - began, memory: memoryOf(processTree(child.pid ?? 0)) }
  } finally {
    await end(child)
  }
}

async function firstLine({ stdout }: ChildProcess): Promise<string> {
  if (!stdout) throw new Error('there is no output to read')
  const said: unknown[] = await once(createInterface(stdout), 'line', { signal: AbortSignal.timeout(LIMIT) })
  return String(said[0])
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const ended = once(child, 'exit')
  child.kill('SIGTERM')
  const late = setTimeout(() => child.kill('SIGKILL'), 5_000)
  await ended
  clearTimeout(late)
}
