import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { freePort } from '../free-port.ts'

export type Haproxy = {
  /** Where it listens. */
  url: string
  /** Ends it and removes its folder. */
  stop: () => Promise<void>
}

/** Names the server that answered, by its number in the list, from 1. */
export const ANSWERED_BY = 'x-answered-by'

const found = spawnSync('haproxy', ['-v'], { encoding: 'utf8' })
export const haproxyVersion = /version (\d+\.\d+\.\d+)/u.exec(found.stdout)?.[1] ?? 'unknown'
/** Why it cannot run here; undefined: it can. */
export const haproxyMissing = (): string | undefined =>
  found.error ? 'needs packages: apt-get install --no-install-recommends haproxy' : undefined

/** What docs/operations.md shows: no session is sticky, every request goes to the next server, and to another one where nobody listens. */
const settings = (port: number, servers: readonly string[]) => `
defaults
  mode http
  timeout connect 1s
  timeout client 30s
  timeout server 30s
  timeout check 5s
  # A request that was not taken may go to another server. One that was taken is never sent twice.
  retries 3
  option redispatch 1
  retry-on conn-failure
frontend people
  bind 127.0.0.1:${port}
  default_backend gatehouse
backend gatehouse
  balance roundrobin
  option httpchk GET /v1/health/live
  http-response set-header ${ANSWERED_BY} %[srv_id]
${servers.map((url, index) => `  server s${index + 1} ${new URL(url).host} id ${index + 1} check inter 500ms fall 2 rise 1`).join('\n')}
`

/** A load balancer on a free port of 127.0.0.1 before these servers. It goes with us, even if we are killed. */
export async function startHaproxy(servers: readonly string[]): Promise<Haproxy> {
  const folder = mkdtempSync(join(tmpdir(), 'gatehouse-haproxy-'))
  const file = join(folder, 'haproxy.cfg')
  const port = await freePort()
  writeFileSync(file, settings(port, servers))
  const child = spawn('setpriv', ['--pdeathsig', 'KILL', '--', 'haproxy', '-db', '-f', file], { cwd: folder, stdio: ['ignore', 'ignore', 'pipe'] })
  let words = ''
  child.stderr.setEncoding('utf8').on('data', (text: string) => (words += text))
  const stop = async () => {
    await ended(child)
    rmSync(folder, { recursive: true, force: true })
  }
  const url = `http://127.0.0.1:${port}`
  for (let tries = 0; tries < 100; tries++) {
    if (child.exitCode !== null) break
    if (await fetch(`${url}/v1/health/live`).then(({ ok }) => ok, () => false)) return { url, stop }
    await pause(50)
  }
  await stop()
  throw new Error(`haproxy does not start: ${words}`)
}

function ended(child: ChildProcess): Promise<void> {
  return new Promise((resolve) => {
    if (child.exitCode !== null || child.signalCode !== null) {
      resolve()
      return
    }
    child.once('close', () => { resolve() })
    child.kill('SIGTERM')
  })
}
