import { type ChildProcess, spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Secret } from '@gatehouse/contract'
import { stringify } from 'yaml'
import { freePort } from '../peers/free-port.ts'
import type { Certificate } from '../peers/smtp/certificates.ts'
import { startTwilioVoice, type TwilioVoice } from '../peers/twilio-voice/twilio-voice.ts'
import { programEnvironment } from './program-environment.ts'

/** The voice process as its administrator starts it, calling through our server of Twilio's API. */
export type VoiceProcess = {
  /** Where the server finds it, as its own settings say it, with the key. */
  at: { socket: string } | { url: string }
  key: Secret
  keyFile: string
  start: () => Promise<void>
  end: (signal: 'SIGTERM' | 'SIGKILL') => Promise<number | null>
  /** All that it wrote, over all starts. */
  output: () => string
}

const PUBLIC = 'https://voice.corp.example'
const main = join(import.meta.dirname, '../../voice/main.ts')
const START_LIMIT = 120_000

type Parts = {
  folder: string
  twilio: Pick<TwilioVoice, 'url' | 'account' | 'token' | 'caFile' | 'route'>
  /** With it it listens over TLS instead of on a socket. */
  tls?: Certificate
}

/** Starts it and waits until it listens. @throws Error with its last words when it does not start */
export async function startVoiceProcess({ folder, twilio, tls }: Parts): Promise<VoiceProcess> {
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  const write = (name: string, text: string) => {
    writeFileSync(join(folder, name), text, { mode: 0o600 })
    return name
  }
  const key = randomBytes(32).toString('base64')
  const [webhooks, port] = [await freePort(), await freePort()]
  twilio.route(PUBLIC, `http://127.0.0.1:${webhooks}`)
  const settings = {
    listen: tls ? { host: '127.0.0.1', port, certificateFile: write('certificate', tls.cert), keyFile: write('key', tls.key) } : { socket: 'server.sock' },
    serverKeyFile: write('server', key),
    webhooks: { url: PUBLIC, port: webhooks },
    providers: [{ kind: 'twilio', url: twilio.url, caFile: twilio.caFile, account: twilio.account, authTokenFile: write('twilio', twilio.token), from: '+4930123456' }],
  }
  const file = join(folder, write('voice.yaml', stringify(settings)))
  let child: ChildProcess | undefined
  let written = ''

  async function start() {
    const from = written.length
    // As long as this process and no longer, so that a killed test run leaves nothing behind.
    const started = spawn('setpriv', ['--pdeathsig', 'KILL', '--', process.execPath, main, '--config', file], { env: programEnvironment(), stdio: ['ignore', 'pipe', 'pipe'] })
    child = started
    for (const stream of [started.stdout, started.stderr]) stream.setEncoding('utf8').on('data', (text: string) => { written += text })
    const limit = Date.now() + START_LIMIT
    while (!written.slice(from).includes('"message":"started"')) {
      if (started.exitCode !== null || Date.now() > limit) throw new Error(`The voice process does not start:\n${written.slice(from)}`)
      await new Promise((resolve) => setTimeout(resolve, 50))
    }
  }
  await start()
  return {
    at: tls ? { url: `https://127.0.0.1:${port}` } : { socket: join(folder, 'server.sock') },
    key: new Secret(key), keyFile: join(folder, 'server'),
    start,
    async end(signal) {
      if (!child || child.exitCode !== null || child.signalCode !== null) return null
      const ending = child
      const closed = once(ending, 'close')
      ending.kill(signal)
      await closed
      return ending.exitCode
    },
    output: () => written,
  }
}

/** A provider of calls and the voice process that calls through it, in a folder of their own. */
export type Calling = { folder: string; twilio: TwilioVoice; voice: VoiceProcess; end: () => Promise<void> }

/** @param name of the folder */
export async function startCalling(name: string): Promise<Calling> {
  const folder = mkdtempSync(join(tmpdir(), `gatehouse-${name}-`))
  const twilio = await startTwilioVoice()
  const voice = await startVoiceProcess({ folder: join(folder, 'voice'), twilio })
  return {
    folder, twilio, voice,
    async end() {
      await voice.end('SIGTERM')
      await twilio.stop()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}
