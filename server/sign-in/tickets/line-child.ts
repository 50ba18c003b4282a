import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process'
import { createInterface } from 'node:readline'

export type Child = {
  /** Sends one line. @returns false when it cannot be sent */
  readonly send: (line: string) => boolean
  /** Without a word. */
  readonly kill: () => void
  /** Resolves when it and all that it wrote has ended, with its last words. */
  readonly ended: Promise<string>
}

/** What it may say at most without a line's end: far more than an answer ever is. Then it is ended. */
const LONGEST = 1024 * 1024
const LAST_WORDS = 1_000

/**
 * A program that is spoken to by lines. It ends with this process: its input ends then.
 * @param env all that it gets of an environment
 * @param heard for each line that it writes
 */
export function lineChild([program, ...args]: readonly [string, ...string[]], env: Readonly<Record<string, string>>, heard: (line: string) => void): Child {
  const child: ChildProcessWithoutNullStreams = spawn(program, args, { env, cwd: '/', stdio: 'pipe' })
  const kill = () => void child.kill('SIGKILL')
  let last = ''
  let unended = 0
  child.stderr.setEncoding('utf8').on('data', (text: string) => { last = `${last}${text}`.slice(-LAST_WORDS) })
  child.stdout.on('data', (data: Buffer) => {
    const end = data.lastIndexOf(10)
    unended = end < 0 ? unended + data.length : data.length - end
    if (unended > LONGEST) kill()
  })
  createInterface({ input: child.stdout, crlfDelay: Infinity }).on('line', heard)
  // Whoever wrote to one that has died hears of it by its end.
  child.stdin.on('error', () => {})
  const ended = new Promise<string>((resolve) => {
    child.once('error', (error) => { resolve(error.message) })
    child.once('close', () => { resolve(last.trim()) })
  })
  return { send: (line) => child.stdin.writable && (child.stdin.write(`${line}\n`), true), kill, ended }
}
