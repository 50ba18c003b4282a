import { spawn } from 'node:child_process'
import { chmodSync, chownSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { commandInHome } from '../../scripts/setup/client-command.mjs'
import { startDisplay } from '../../scripts/setup/display.mjs'
import { ordinaryUser } from '../../scripts/setup/ordinary-user.mjs'
import type { ClientSettings } from '../world/client.ts'
import { ownEtc } from '../world/own-etc.ts'
import { filesIn, type Trace } from '../world/traces.ts'
import { trustAuthority } from '../world/trust.ts'
import { namespaceOf, pidsIn, theirPorts, type TheirProcess, theirProcesses } from './processes.ts'
import { packageUnderTest } from './package-once.ts'
import { type Screen, screenOf } from './x11.ts'

/** The packaged client on a display of its own, as whoever stands before it and whoever administers its machine have it. */
export type PackagedClient = Screen & {
  /** Of its main process. */
  pid: number
  /** Of the user who runs it; all that it writes is below it. */
  home: string
  /** The variables by which a program finds its display. */
  display: { DISPLAY: string; XAUTHORITY: string }
  /** Starts it once more, in the same home. @returns how that ended */
  startAgain: (args: readonly string[]) => Promise<number | string>
  /** Waits for the screen that asks this: the title of its one window. */
  untilScreen: (title: string | RegExp) => Promise<void>
  /** All of them, its helpers too, and whatever else was started from it. */
  processes: () => TheirProcess[]
  /** TCP ports at which any of them listens. */
  ports: () => string[]
  /** Its log, line by line. */
  log: () => string[]
  /** What it wrote to its two outputs. */
  output: () => string
  /** Files below its home. */
  files: () => Trace[]
  isRunning: () => boolean
  /** How it ended, once it has: an exit code, or the signal that did it. */
  ended: Promise<number | string>
  /** Asks it to go, as a shutdown does, unless it has gone. @returns how it ended */
  end: () => Promise<number | string>
  /** Ends all of it, and takes away its display and all that it left. */
  remove: () => Promise<void>
}

export type ClientParts = {
  /** What the administrator wrote into /etc/gatehouse/client.json; text, where it is to be no JSON; undefined: there is no such file. */
  settings: (ClientSettings & Record<string, unknown>) | string | undefined
  /** Whose file that is. A file of the user who runs the client must not count. */
  settingsOf?: 'root' | 'user'
  /** PEM of an authority that the machine trusts. */
  caFile?: string
  args?: readonly string[]
  /** Of the environment that it is started in. */
  variables?: Record<string, string>
  /** Pixels of its display. */
  size?: { width: number; height: number }
  /** Somebody else's display, in place of one of its own. */
  display?: { DISPLAY: string; XAUTHORITY: string }
  /** File descriptors that it has as standard input and output: a launcher's. */
  pipes?: { input: number; output: number }
}

/** Where it is installed, as far as it can tell. */
const PLACE = '/opt/gatehouse'

/** Starts it. It need not stay: who expects a window waits for it with `untilScreen`. */
export async function startPackagedClient({ settings, settingsOf = 'root', caFile, args = [], variables, size, display: given, pipes }: ClientParts): Promise<PackagedClient> {
  const [user, display] = await Promise.all([ordinaryUser(), given ? { env: given, stop: async () => {} } : startDisplay(size)])
  // Not os.tmpdir(): root's own may be closed to others.
  const folder = mkdtempSync('/tmp/gatehouse-packaged-')
  chmodSync(folder, 0o755)
  const { executable, home } = commandInHome({ folder, command: [`${PLACE}/gatehouse`], user, display: display.env, ...(variables && { variables }) })
  if (caFile !== undefined) await trustAuthority(home, caFile)

  const { own, mounts } = ownEtc(folder, ['gatehouse'])
  if (settings !== undefined) {
    mkdirSync(join(own, 'gatehouse'), { mode: 0o755 })
    const file = join(own, 'gatehouse/client.json')
    writeFileSync(file, typeof settings === 'string' ? settings : JSON.stringify(settings), { mode: 0o644 })
    chmodSync(file, 0o644)
    if (settingsOf === 'user') chownSync(file, user.uid, user.gid)
  }
  // In a namespace of its own the package lies where it is installed and the settings where an administrator writes them, for this client only.
  const installed = `mount -t tmpfs -o mode=755,size=64k packaged /opt && mkdir ${PLACE} && mount --bind ${packageUnderTest()} ${PLACE} && mount -o remount,bind,ro ${PLACE}`
  const started = spawn('unshare', ['--mount', '--propagation', 'private', '--', '/bin/sh', '-c', `${mounts} && ${installed} && exec ${executable} "$@"`, 'client', ...args], { stdio: [pipes?.input ?? 'ignore', pipes?.output ?? 'pipe', 'pipe'] })
  let output = ''
  for (const stream of [started.stdout, started.stderr]) stream?.setEncoding('utf8').on('data', (text: string) => { output += text })
  const ended = new Promise<number | string>((resolve, reject) => {
    started.once('error', reject).once('close', (code, signal) => resolve(code ?? signal ?? 'unknown'))
  })
  const isRunning = () => started.exitCode === null && started.signalCode === null
  const pid = started.pid ?? 0
  const namespace = await namespaceOf(pid) ?? 'none'
  const screen = screenOf(display.env)
  const files = () => filesIn("the client's home", home)

  async function end(): Promise<number | string> {
    if (isRunning()) started.kill('SIGTERM')
    return ended
  }
  return {
    ...screen, pid, home, files, isRunning, ended, end,
    display: display.env,
    startAgain: (args) => new Promise((resolve, reject) => {
      spawn('nsenter', [`--mount=/proc/${pid}/ns/mnt`, '--', executable, ...args], { stdio: 'ignore' })
        .once('error', reject).once('close', (code, signal) => resolve(code ?? signal ?? 'unknown'))
    }),
    async untilScreen(title) {
      for (const deadline = Date.now() + LIMIT; ;) {
        const titles = (await screen.windows()).map((window) => window.title)
        if (titles.some((one) => (typeof title === 'string' ? one === title : title.test(one)))) return
        if (!isRunning()) throw new Error(`The client ended with ${await ended} before it showed ${title}:\n${output}`)
        if (Date.now() > deadline) throw new Error(`The client shows ${titles.join(', ') || 'nothing'}, not ${title}:\n${output}`)
        await pause(100)
      }
    },
    processes: () => theirProcesses(namespace),
    ports: () => theirPorts(pidsIn(namespace)),
    log: () => files().filter(({ where }) => where.endsWith('client.log')).flatMap(({ bytes }) => bytes.toString().split('\n')).filter(Boolean),
    output: () => output,
    async remove() {
      for (const one of pidsIn(namespace)) kill(one)
      await ended
      await display.stop()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

function kill(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL')
  } catch {
    // It has gone by itself.
  }
}

/** Milliseconds within which a screen comes, on a machine that is busy with other tests too. */
const LIMIT = 60_000
