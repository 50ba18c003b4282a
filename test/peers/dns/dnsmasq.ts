import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createSocket } from 'node:dgram'
import { Resolver } from 'node:dns/promises'
import { existsSync } from 'node:fs'
import { createServer } from 'node:net'
import { setTimeout as pause } from 'node:timers/promises'
import { run } from '../samba/program.ts'

/** A service record (RFC 2782): where one of the servers of a service is. */
export type Service = { name: string; host: string; port: number; priority?: number; weight?: number }

export type Dns = {
  /** `127.0.0.1:PORT`, as `Resolver.setServers` takes it. */
  server: string
  version: string
  stop: () => Promise<void>
}

const PROGRAM = '/usr/sbin/dnsmasq'

/** @returns why no name server can run here, fit to stand after "skipped: "; undefined: one can */
export const noDns = (): string | undefined => (existsSync(PROGRAM) ? undefined : 'needs packages: apt-get install --no-install-recommends dnsmasq-base')

type Of = {
  /** Below it every other name does not exist. */
  zone: string
  services: readonly Service[]
  /** Addresses by name. */
  hosts: Readonly<Record<string, string>>
}

/**
 * Starts a name server that knows these records, and nobody else's names, until it is stopped or this process ends.
 * @throws Error with what it said, where it does not start
 */
export async function startDns(of: Of): Promise<Dns> {
  for (let tries = 1; ; tries++) {
    try {
      return await startAt(await freePort(), of)
    } catch (error) {
      // Between the search for a port and its start somebody else may have taken it.
      if (tries === 5 || !(error instanceof Error) || !error.message.includes('Address already in use')) throw error
    }
  }
}

async function startAt(port: number, { zone, services, hosts }: Of): Promise<Dns> {
  const records = [
    ...services.map(({ name, host, port: of, priority = 0, weight = 100 }) => `--srv-host=${name},${host},${of},${priority},${weight}`),
    ...Object.entries(hosts).map(([name, address]) => `--host-record=${name},${address}`),
  ]
  const command = [
    '--pdeathsig', 'KILL', '--', PROGRAM, '--keep-in-foreground', '--conf-file=/dev/null', '--pid-file', '--no-resolv', '--no-hosts', '--no-poll',
    '--user=root', `--port=${port}`, '--listen-address=127.0.0.1', '--bind-interfaces', `--local=/${zone}/`, '--host-record=ready.test,127.0.0.1', ...records,
  ]
  const child = spawn('setpriv', command, { stdio: ['ignore', 'ignore', 'pipe'] })
  let said = ''
  child.stderr.setEncoding('utf8').on('data', (text: string) => (said += text))
  const ended = once(child, 'close')
  const server = `127.0.0.1:${port}`
  const resolver = new Resolver({ timeout: 200, tries: 1 })
  resolver.setServers([server])
  while (!(await resolver.resolve4('ready.test').then(() => true, () => false))) {
    if (child.exitCode !== null) throw new Error(`dnsmasq ended: ${said}`)
    await pause(20)
  }
  const version = /version (\S+)/u.exec((await run(PROGRAM, ['--version'])).out)?.[1] ?? 'unknown'
  return {
    server, version,
    async stop() {
      child.kill('SIGKILL')
      await ended
    },
  }
}

/** A port that nobody has, for datagrams and for connections: dnsmasq takes both kinds. */
async function freePort(): Promise<number> {
  for (;;) {
    const socket = createSocket('udp4').bind(0, '127.0.0.1')
    await once(socket, 'listening')
    const { port } = socket.address()
    const listener = createServer().listen(port, '127.0.0.1')
    const isFree = await once(listener, 'listening').then(() => true, () => false)
    socket.close()
    await once(socket, 'close')
    if (!isFree) continue
    listener.close()
    await once(listener, 'close')
    return port
  }
}
