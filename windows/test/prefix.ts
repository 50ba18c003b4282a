import { execFile, execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { appendFileSync, copyFileSync, existsSync, linkSync, mkdirSync, mkdtempSync, readdirSync, readlinkSync, rmSync, symlinkSync } from 'node:fs'
import { rename, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { promisify } from 'node:util'

const run = promisify(execFile)
const place = path.join(import.meta.dirname, '../../out/windows')

/** What a program said, and how it ended; wine gives the lowest eight bits of an exit code. */
export type Ended = { code: number; stdout: string; stderr: string }

/** A Windows of its own, as far as wine goes. */
export type Prefix = {
  folder: string
  /** Of this machine, for a path of Windows: `C:\a\b`. */
  path: (windows: string) => string
  /** Runs a program to its end. @param program a path of this machine, or a name that wine knows @param args as written */
  wine: (program: string, args?: readonly string[], env?: Readonly<Record<string, string>>) => Promise<Ended>
  /** Variables with which something else starts wine in this prefix. */
  env: NodeJS.ProcessEnv
  /** Ends what still runs in it, and removes it. */
  remove: () => Promise<void>
}

/** Nothing is downloaded, and nothing but what a program says is printed. */
const envOf = (folder: string): NodeJS.ProcessEnv => ({ ...process.env, WINEPREFIX: folder, WINEDEBUG: '-all', WINEDLLOVERRIDES: 'mscoree,mshtml=', DISPLAY: '' })

/** A fresh Windows 10, a copy of one that is made once: a copy takes a moment, making one takes ten seconds. */
export async function withPrefix(): Promise<Prefix> {
  const folder = mkdtempSync(path.join(tmpdir(), 'gatehouse-wine-'))
  copyTree(await madeOnce(), folder)
  // Windows are made without a display; wine would look for one, twenty seconds long. Before anything runs here: afterwards nobody reads the file.
  appendFileSync(path.join(folder, 'user.reg'), '\n[Software\\\\Wine\\\\Drivers]\n"Graphics"="null"\n')
  const env = envOf(folder)
  // Something that waits in it keeps Windows' services running: without, each program starts them anew, four seconds long.
  const waiting = spawn('wine', ['cmd', '/c', 'pause'], { env, stdio: ['pipe', 'pipe', 'ignore'] })
  await once(waiting.stdout, 'data')
  return {
    folder,
    env,
    path: (windows) => path.join(folder, 'drive_c', ...windows.replace(/^C:\\/i, '').split('\\')),
    wine: async (program, args = [], more = {}) => {
      try {
        const { stdout, stderr } = await run('wine', [program, ...args], { env: { ...env, ...more }, maxBuffer: 64 * 1024 * 1024 })
        return { code: 0, stdout, stderr }
      } catch (error) {
        if (error instanceof Error && 'code' in error && typeof error.code === 'number' && 'stdout' in error && 'stderr' in error) {
          return { code: error.code, stdout: String(error.stdout), stderr: String(error.stderr) }
        }
        throw error
      }
    },
    remove: async () => {
      waiting.stdin.end()
      // It says no where nothing runs any more.
      await run('wineserver', ['-k'], { env }).catch(() => {})
      await run('wineserver', ['-w'], { env }).catch(() => {})
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

/** One for this wine; the first who needs it makes it, the others wait for that. */
async function madeOnce(): Promise<string> {
  const version = execFileSync('wine', ['--version'], { encoding: 'utf8', stdio: 'pipe' }).trim().replace(/[^\w.-]+/g, '-')
  const made = path.join(place, `prefix-${version}`)
  const making = `${made}.making`
  mkdirSync(place, { recursive: true })
  while (!existsSync(made)) {
    try {
      mkdirSync(making)
    } catch {
      // Somebody makes it. A minute is longer than that takes even on a loaded machine: who began has died.
      for (let waited = 0; waited < 120 && !existsSync(made) && existsSync(making); waited++) await pause(500)
      if (!existsSync(made)) await rm(making, { recursive: true, force: true })
      continue
    }
    const env = envOf(making)
    await run('wineboot', ['-i'], { env })
    await run('wine', ['winecfg', '-v', 'win10'], { env })
    await run('wineserver', ['-w'], { env })
    await rename(making, made)
  }
  return made
}

/** Links for what nobody writes into, the libraries that are nearly all of it; copies for the registry and what else changes in place. */
function copyTree(from: string, to: string): void {
  for (const entry of readdirSync(from, { withFileTypes: true })) {
    const [source, target] = [path.join(from, entry.name), path.join(to, entry.name)]
    if (entry.isSymbolicLink()) symlinkSync(readlinkSync(source), target)
    else if (entry.isDirectory()) {
      mkdirSync(target)
      copyTree(source, target)
    } else if (/\.(dll|exe|drv|sys|ocx|acm|ax|cpl|tlb|ttf|fon|nls|mo)$/i.test(entry.name)) linkOrCopy(source, target)
    else copyFileSync(source, target)
  }
}

function linkOrCopy(from: string, to: string): void {
  try {
    linkSync(from, to)
  } catch {
    copyFileSync(from, to)
  }
}
