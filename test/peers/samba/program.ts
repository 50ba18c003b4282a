import { spawn } from 'node:child_process'

export type Ran = { code: number; out: string; err: string }
export type With = { input?: string | Buffer; env?: Record<string, string> }

/**
 * Runs a program to its end, in English and with the system folders in its path (npm may have shortened it).
 * Secrets go in by `input` (standard input): every user of the machine can read arguments.
 * @returns exit code (-1 when a signal ended it) and both outputs; rejects only when it cannot be started
 */
export function run(program: string, args: readonly string[], { input = '', env = {} }: With = {}): Promise<Ran> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, { env: { ...process.env, PATH: searchPath(), LC_ALL: 'C.UTF-8', ...env } })
    const ran: Ran = { code: -1, out: '', err: '' }
    child.stdout.setEncoding('utf8').on('data', (text: string) => (ran.out += text))
    child.stderr.setEncoding('utf8').on('data', (text: string) => (ran.err += text))
    // A program that ends without reading its input is judged by its exit code, not by the broken pipe.
    child.stdin.on('error', () => undefined).end(input)
    child.once('error', reject)
    child.once('close', (code) => resolve({ ...ran, code: code ?? -1 }))
  })
}

/** As `run`, for programs that must succeed. @throws Error with the program's own words */
export async function mustRun(program: string, args: readonly string[], given: With = {}): Promise<string> {
  const ran = await run(program, args, given)
  if (ran.code !== 0) throw new Error(`${program} ${args[0] ?? ''} ended with ${ran.code}: ${ran.err || ran.out}`)
  return ran.out
}

export const searchPath = (): string => `${process.env['PATH'] ?? ''}:/usr/local/sbin:/usr/sbin:/sbin:/usr/bin:/bin`
