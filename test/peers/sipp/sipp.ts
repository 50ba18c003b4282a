import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { createSocket } from 'node:dgram'
import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { freePort } from '../free-port.ts'
import { type Press, recording } from './recording.ts'
import { type Step, xmlOf } from './scenario.ts'

const said = spawnSync('sipp', ['-v'], { encoding: 'utf8' })
export const sippVersion = said.error ? 'none' : /SIPp v(\S+?)[-\s]/u.exec(said.stdout)?.[1] ?? 'unknown'

/** @returns why it cannot run here, fit to stand after "skipped: "; undefined: it can */
export function sippMissing(): string | undefined {
  if (said.error) return 'needs packages: apt-get install --no-install-recommends sip-tester'
  // It sends recordings through a raw socket.
  return process.getuid?.() === 0 ? undefined : 'sipp plays its recordings as root only'
}

/** Keys as Debian's package brings them, recorded from a real telephone. */
export const recorded = (key: string): string => `/usr/share/sip-tester/dtmf_2833_${key === '#' ? 'pound' : key === '*' ? 'star' : key}.pcap`

export type Sipp = {
  port: number
  /** Where it receives sound. */
  mediaPort: number
  /** Ends when its scenario is over. @throws Error with what it did not like: it is the judge of what we said */
  content: () => Promise<void>
  stop: () => Promise<void>
}

/**
 * Debian's sipp as a telephone system for one call, until it is over or stopped.
 * @param pcaps recordings by file name, for `plays`
 */
export async function startSipp(steps: readonly Step[], { transport = 'udp', address = '127.0.0.1', pcaps = {} }: { transport?: 'udp' | 'tcp'; address?: '127.0.0.1' | '::1'; pcaps?: Readonly<Record<string, readonly Press[]>> } = {}): Promise<Sipp> {
  const folder = mkdtempSync(join(tmpdir(), 'gatehouse-sipp-'))
  writeFileSync(join(folder, 'pbx.xml'), xmlOf(steps))
  for (const [name, presses] of Object.entries(pcaps)) writeFileSync(join(folder, name), recording(presses))
  const [port, mediaPort] = [transport === 'udp' ? await freeUdpPort() : await freePort(), await freeUdpPort()]
  const child = spawn('setpriv', [
    '--pdeathsig', 'KILL', '--', 'sipp', '-sf', 'pbx.xml', '-i', address, '-p', String(port), '-mi', address, '-mp', String(mediaPort), '-t', transport === 'udp' ? 'u1' : 't1',
    '-m', '1', '-nostdin', '-timeout', '20', '-timeout_error', '-trace_err', '-error_file', 'errors.log',
  ], { cwd: folder, stdio: 'ignore' })
  const ended = end(child)
  while (!(await isTaken(port, transport)) && child.exitCode === null) await pause(10)
  return {
    port, mediaPort,
    async content() {
      const code = await ended
      if (code !== 0) throw new Error(`sipp ended with ${code ?? 'a signal'}: ${errorsIn(folder)}`)
      rmSync(folder, { recursive: true, force: true })
    },
    async stop() {
      child.kill('SIGKILL')
      await ended
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

async function end(child: ChildProcess): Promise<number | null> {
  if (child.exitCode === null && child.signalCode === null) await once(child, 'close')
  return child.exitCode
}

function errorsIn(folder: string): string {
  try {
    return readFileSync(join(folder, 'errors.log'), 'utf8').slice(0, 4000)
  } catch {
    return 'no reason given'
  }
}

/** An even one whose neighbours are most likely free too, as RTP wants it. */
async function freeUdpPort(): Promise<number> {
  for (;;) {
    const socket = createSocket('udp4').bind(0, '127.0.0.1')
    await once(socket, 'listening')
    const { port } = socket.address()
    socket.close()
    await once(socket, 'close')
    if (port % 2 === 0) return port
  }
}

async function isTaken(port: number, transport: 'udp' | 'tcp'): Promise<boolean> {
  // What the system says, without sending anything that sipp would take for a call.
  const hex = `:${port.toString(16).toUpperCase().padStart(4, '0')} `
  return [transport, `${transport}6`].flatMap((kind) => readFileSync(`/proc/net/${kind}`, 'latin1').split('\n')).some((line) => line.includes(hex))
}
