import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import * as v from 'valibot'
import { programEnvironment } from './program-environment.ts'

/** The server as its administrator starts it: a process of its own that reads one settings file. */
export type ServerProcess = {
  /** Where it listens; the same after every start. */
  url: string
  /** As it says itself. */
  databaseVersion: string
  /** Of the last start. */
  pid: () => number
  start: () => Promise<void>
  /** Resolves with the exit code, or null where a signal ended it. */
  end: (signal: 'SIGTERM' | 'SIGKILL') => Promise<number | null>
  /** Puts its clock that many milliseconds before the real one, until it ends. */
  moveClock: (milliseconds: number) => Promise<void>
  /** Makes it write that line, where its own go. */
  say: (line: string) => Promise<void>
  isRunning: () => boolean
  /** All that it wrote to its two outputs, over all starts. */
  output: () => Buffer
}

const present = join(import.meta.dirname, '../../server/main.ts')
const control = join(import.meta.dirname, 'remote-controlled.ts')
const START_LIMIT = 120_000

type Parts = {
  /** Its settings. */
  file: string
  /** Its temporary files go below it. */
  folder: string
  /** Further ones of its environment, which is otherwise empty. */
  variables?: Record<string, string>
  /** Modules that are loaded before its own. */
  before?: readonly string[]
  /** Another version of the server. */
  main?: string
}

/**
 * Starts it and waits until it listens.
 * @throws Error with its last words when it does not start
 */
export async function startServerProcess({ file, folder, variables, before = [], main = present }: Parts): Promise<ServerProcess> {
  const written: Buffer[] = []
  let child: ChildProcess | undefined
  const TMPDIR = join(folder, 'tmp')
  mkdirSync(TMPDIR, { recursive: true })

  async function start(port?: string): Promise<Started> {
    const from = written.length
    const env = { ...programEnvironment(), TMPDIR, ...variables, ...(port !== undefined && { GATEHOUSE_LISTEN_PORT: port }) }
    // As long as this process and no longer, so that a killed test run leaves nothing behind.
    const command = ['--pdeathsig', 'KILL', '--', process.execPath, ...[control, ...before].flatMap((module) => ['--import', module]), main, '--config', file]
    const started = spawn('setpriv', command, { cwd: folder, env, stdio: ['ignore', 'pipe', 'pipe', 'ipc'] })
    child = started
    const said = () => Buffer.concat(written.slice(from)).toString()
    return await new Promise((resolve, reject) => {
      const fail = (why: string) => {
        started.kill('SIGKILL')
        reject(new Error(`The server ${why}:\n${said().slice(-2000)}`))
      }
      const limit = setTimeout(fail, START_LIMIT, 'does not start in time')
      let waiting = true
      const hear = (bytes: Buffer) => {
        written.push(bytes)
        const found = waiting ? startIn(said()) : undefined
        if (!found) return
        waiting = false
        clearTimeout(limit)
        resolve(found)
      }
      started.stdout?.on('data', hear)
      started.stderr?.on('data', hear)
      started.once('error', reject)
      started.once('close', () => {
        clearTimeout(limit)
        fail('ended')
      })
    })
  }

  const { address: url, version } = await start()
  // The port that it found free is its own from then on.
  const { port } = new URL(url)
  const isRunning = () => child?.exitCode === null && child.signalCode === null
  const running = (): ChildProcess => {
    if (!child || !isRunning()) throw new Error('the server does not run')
    return child
  }
  async function order(what: number | string): Promise<void> {
    const asked = running()
    const over = new AbortController()
    const { signal } = over
    const done = once(asked, 'message', { signal })
    // It may be killed before it answers.
    const gone = once(asked, 'close', { signal }).then(() => { throw new Error('the server ended before it did as it was told') })
    asked.send(what, () => {})
    await Promise.race([done, gone]).finally(() => {
      Promise.allSettled([done, gone]).catch(() => {})
      over.abort()
    })
  }
  return {
    url,
    databaseVersion: version,
    pid: () => child?.pid ?? 0,
    async start() {
      await start(port)
    },
    async end(signal) {
      const ending = running()
      const closed = once(ending, 'close')
      ending.kill(signal)
      await closed
      return ending.exitCode
    },
    moveClock: order,
    say: order,
    isRunning,
    output: () => Buffer.concat(written),
  }
}

const Started = v.object({ message: v.literal('started'), address: v.string(), version: v.string() })
type Started = v.InferOutput<typeof Started>

function startIn(said: string): Started | undefined {
  for (const line of said.split('\n').slice(0, -1)) {
    const parsed = v.safeParse(Started, line.startsWith('{') ? JSON.parse(line) : undefined)
    if (parsed.success) return parsed.output
  }
  return undefined
}
