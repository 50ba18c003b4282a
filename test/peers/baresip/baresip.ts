import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { connect, type Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { freePort, freePortPair } from '../free-port.ts'

const said = spawnSync('baresip', ['-h'], { encoding: 'utf8' })
export const baresipVersion = said.error ? 'none' : /v(\d[\w.]*)/u.exec(said.stdout + said.stderr)?.[1] ?? 'unknown'

/** @returns why it cannot run here, fit to stand after "skipped: "; undefined: it can */
export const baresipMissing = (): string | undefined => (said.error ? 'needs packages: apt-get install --no-install-recommends baresip-core' : undefined)

export type Baresip = {
  port: number
  /** Somebody presses these keys, one after the other. */
  press: (keys: string) => Promise<void>
  hangUp: () => Promise<void>
  /** What it heard in its calls, as it understood it: WAVs. */
  heard: () => Buffer[]
  /** All that it wrote about its calls. */
  words: () => string
  stop: () => Promise<void>
}

/**
 * A telephone on loopback: baresip, a SIP client of its own making, that gives back what it hears.
 * @param answers at once; otherwise it rings for ever @param encrypts its sound (SRTP), and takes no other
 */
export async function startBaresip({ answers = true, encrypts = false }: { answers?: boolean; encrypts?: boolean } = {}): Promise<Baresip> {
  const folder = mkdtempSync(join(tmpdir(), 'gatehouse-baresip-'))
  mkdirSync(join(folder, 'heard'))
  // It takes the port after its own for TLS.
  const control = await freePort()
  const port = await freePortPair(control)
  writeFileSync(join(folder, 'config'), [
    'poll_method epoll', `sip_listen 127.0.0.1:${port}`, 'net_interface 127.0.0.1', 'call_local_timeout 120', 'call_max_calls 4',
    'audio_player aubridge,nil', 'audio_source aubridge,nil', 'audio_alert aubridge,nil', `snd_path ${join(folder, 'heard')}`, 'module_path /usr/lib/baresip/modules',
    ...['g711', 'aubridge', 'sndfile', 'srtp'].map((name) => `module ${name}.so`), ...['uuid', 'account'].map((name) => `module_tmp ${name}.so`),
    ...['menu', 'ctrl_tcp'].map((name) => `module_app ${name}.so`), `ctrl_tcp_listen 127.0.0.1:${control}`, '',
  ].join('\n'))
  writeFileSync(join(folder, 'accounts'), `<sip:phone@127.0.0.1>;regint=0;answermode=${answers ? 'auto' : 'manual'}${encrypts ? ';mediaenc=srtp-mand' : ''}\n`)
  writeFileSync(join(folder, 'contacts'), '')
  const child = spawn('setpriv', ['--pdeathsig', 'KILL', '--', 'baresip', '-f', folder], { stdio: ['ignore', 'pipe', 'pipe'] })
  let words = ''
  for (const from of [child.stdout, child.stderr]) from.setEncoding('utf8').on('data', (text: string) => (words += text))
  const ended = once(child, 'close')
  while (!words.includes('baresip is ready')) {
    if (child.exitCode !== null) throw new Error(`baresip does not start: ${words}`)
    await pause(20)
  }
  const hand = await reach(control)
  return {
    port,
    press: (keys) => command(hand, 'sndcode', keys),
    hangUp: () => command(hand, 'hangup'),
    heard: () => readdirSync(join(folder, 'heard')).filter((name) => name.includes('dec')).map((name) => readFileSync(join(folder, 'heard', name))),
    words: () => words,
    async stop() {
      hand.destroy()
      child.kill('SIGKILL')
      await ended
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

async function reach(port: number): Promise<Socket> {
  const socket = connect(port, '127.0.0.1')
  await once(socket, 'connect')
  socket.resume()
  return socket
}

/** As its module ctrl_tcp has it: JSON in a netstring. */
async function command(hand: Socket, name: string, params = ''): Promise<void> {
  const text = JSON.stringify({ command: name, params, token: 'test' })
  hand.write(`${text.length}:${text},`)
  await once(hand, 'data')
}
