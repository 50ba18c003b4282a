import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { chownSync, closeSync, existsSync, mkdtempSync, openSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { freePort } from '../free-port.ts'
import { asRoot, findInstallation, type Installation, ordinaryUser, PostgresUnavailable } from './installation.ts'

export type Postgres = {
  /** With the password, which is a new one each time. */
  url: string
  version: string
  /** All that it writes, its write-ahead log among it. */
  folder: string
  /** Ends it, at once for everybody who is connected, and starts it again on the same port after what is done meanwhile. */
  restart: (meanwhile?: () => Promise<void>) => Promise<void>
  /** Ends it and removes its folder. */
  stop: () => Promise<void>
}

type Place = { installation: Installation; folder: string; owner: { uid: number; gid: number } | Record<string, never> }

/**
 * A PostgreSQL server of its own on 127.0.0.1, with an empty database. It goes with us, even if we are killed.
 * @throws PostgresUnavailable when this machine has none to start
 */
export async function startPostgres(): Promise<Postgres> {
  const installation = findInstallation()
  if (!installation) throw new PostgresUnavailable({ kind: 'binaries' })
  const owner = asRoot() ? ordinaryUser() : {}
  if (!owner) throw new PostgresUnavailable({ kind: 'ordinary-user' })
  const folder = mkdtempSync(join(tmpdir(), 'gatehouse-postgres-'))
  const place = { installation, folder, owner }
  try {
    const password = await initialise(place)
    const started = await startOnFreePort(place)
    const { port } = started
    let { running } = started
    return {
      url: `postgresql://gatehouse:${password}@127.0.0.1:${port}/postgres`, version: installation.version, folder,
      async restart(meanwhile = () => Promise.resolve()) {
        await running.end('keep')
        await meanwhile()
        running = await start(place, port)
      },
      stop: () => running.end('remove'),
    }
  } catch (error) {
    rmSync(folder, { recursive: true, force: true })
    throw error
  }
}

async function initialise({ installation, folder, owner }: Place): Promise<string> {
  const password = crypto.randomUUID()
  const passwordFile = join(folder, 'password')
  writeFileSync(passwordFile, password, { mode: 0o600 })
  if ('uid' in owner) for (const path of [folder, passwordFile]) chownSync(path, owner.uid, owner.gid)
  const child = spawn(
    join(installation.bin, 'initdb'),
    [
      ...['--pgdata', join(folder, 'data'), '--username', 'gatehouse', '--pwfile', passwordFile],
      ...['--auth', 'scram-sha-256', '--encoding', 'UTF8', '--locale', 'C.UTF-8', '--no-sync', '--no-instructions'],
    ],
    { ...owner, cwd: folder, stdio: ['ignore', 'ignore', 'pipe'] },
  )
  let words = ''
  child.stderr.setEncoding('utf8').on('data', (text: string) => (words += text))
  await once(child, 'close')
  if (child.exitCode !== 0) throw new Error(`initdb failed: ${words}`)
  rmSync(passwordFile)
  return password
}

/** Between finding a port free and taking it somebody else may: then with another one. */
async function startOnFreePort(place: Place): Promise<{ port: number; running: Started }> {
  for (let tries = 1; ; tries++) {
    const port = await freePort()
    try {
      return { port, running: await start(place, port) }
    } catch (error) {
      if (tries === 3) throw error
    }
  }
}

// Reading ends when the pipe closes: we close it to stop, the kernel does when we are gone. INT is PostgreSQL's fast end.
const GUARD = `folder=$1; shift
"$@" & server=$!
read line
kill -INT $server 2>/dev/null
wait $server
case $line in keep) ;; *) rm -rf "$folder" ;; esac`

type Started = { end: (folder: 'keep' | 'remove') => Promise<void> }

async function start({ installation, folder, owner }: Place, port: number): Promise<Started> {
  const before = existsSync(join(folder, 'postgres.log')) ? statSync(join(folder, 'postgres.log')).size : 0
  const output = openSync(join(folder, 'postgres.log'), 'a')
  const settings = {
    listen_addresses: '127.0.0.1', port, unix_socket_directories: '', max_connections: 60, fsync: 'off', timezone: 'UTC',
  }
  const args = ['-D', join(folder, 'data'), ...Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`])]
  const guard = spawn('/bin/sh', ['-c', GUARD, 'guard', folder, join(installation.bin, 'postgres'), ...args], {
    ...owner,
    // The guard removes the folder, so it must not stand in it.
    cwd: '/',
    stdio: ['pipe', output, output],
    // In a session of its own: Ctrl+C in a terminal is for us, who stop it when we are done.
    detached: true,
  })
  closeSync(output)
  const gone = once(guard, 'close')
  guard.stdin?.on('error', () => undefined)
  const end: Started['end'] = async (what) => {
    guard.stdin?.end(`${what}\n`)
    await gone
  }
  if (await isReady(folder, before)) return { end }
  await end('keep')
  throw new Error(`PostgreSQL does not start: ${readFileSync(join(folder, 'postgres.log'), 'utf8')}`)
}

/** @param before how much there was in the log already */
async function isReady(folder: string, before: number): Promise<boolean> {
  const deadline = Date.now() + 60_000
  let seen = false
  while (Date.now() < deadline) {
    const status = pidFile(folder)
    // Its eighth line tells. That it was there and has gone means that the server gave up.
    if (status?.[7]?.trim() === 'ready') return true
    if (seen && status === undefined) return false
    seen ||= status !== undefined
    if (!seen && /FATAL/.test(readFileSync(join(folder, 'postgres.log'), 'utf8').slice(before))) return false
    await pause(50)
  }
  return false
}

function pidFile(folder: string): string[] | undefined {
  try {
    return readFileSync(join(folder, 'data', 'postmaster.pid'), 'utf8').split('\n')
  } catch {
    return undefined
  }
}
