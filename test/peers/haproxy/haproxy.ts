import { spawnSync } from 'node:child_process'
import { freePort } from '../free-port.ts'
import { fromAFile } from '../from-a-file.ts'

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
  const port = await freePort()
  const url = `http://127.0.0.1:${port}`
  return { url, stop: await runHaproxy(settings(port, servers), () => fetch(`${url}/v1/health/live`).then(({ ok }) => ok)) }
}

/**
 * HAProxy with these settings, whatever they say. It goes with us, even if we are killed.
 * @param answers asked again and again until it is true
 * @returns ends it and removes its folder
 */
export const runHaproxy = (text: string, answers: () => Promise<boolean>): Promise<() => Promise<void>> =>
  fromAFile({ name: 'haproxy', text: () => text, args: (file) => ['-db', '-f', file] }, answers)
