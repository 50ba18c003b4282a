import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { startDisplay } from '../../scripts/setup/display.mjs'
import { startPackagedClient } from '../packaged/client.ts'
import { packagedPeer } from '../packaged/package-once.ts'
import { makeCertificates } from '../peers/smtp/certificates.ts'
import { handOverClient, openClient, prepareClient } from '../world/client.ts'
import { processesLeft, processesWith } from '../world/processes.ts'
import { builtClient, root } from './build-once.ts'
import type { Kiosk, OpenedKiosk } from './kiosk.ts'
import { type HostileServer, startHostileServer } from './server.ts'

// Everything that is Gatehouse's own. Another kiosk replaces this file, `build-once.ts`, `server.ts` and the list of what a server says.

const settings = { helpdesk: '4357', company: 'Contoso', language: 'en' }

const common = {
  // On a display of 1280 × 800.
  field: { x: 640, y: 411 },
  nowhere: { x: 120, y: 300 },
  // Chromium's folder of one run, the log, and what it keeps for its user.
  writes: /^(tmp\/gatehouse-run-|config\/Gatehouse\/|config\/gatehouse\/|\.pki\/|cache\/|run\/)/,
  // A page that only looks for a sound device starts it.
  services: /^utility audio\.mojom\.AudioService$/,
} satisfies Partial<Kiosk>

/** The client as it is shipped: nobody is inside. */
export async function startGatehouse(): Promise<Kiosk> {
  const folder = mkdtempSync(join(tmpdir(), 'gatehouse-breakout-'))
  const { right, caFile } = await makeCertificates(folder)
  const server = await startHostileServer(right)
  const client = await startPackagedClient({ settings: { ...settings, server: server.url }, caFile })
  await client.untilScreen('Problems logging in?')
  await server.greeted // from then on it says that it is connected
  const { pid, home, display, ended, startAgain } = client
  return {
    ...common, pid, home, display, ended, startAgain,
    version: await packagedPeer(),
    askedForMore: server.askedForMore,
    async stop() {
      await client.remove()
      await server.stop()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

/** The development build in kiosk mode, with somebody inside its page. */
export async function openGatehouse(): Promise<OpenedKiosk & { server: HostileServer }> {
  const display = await startDisplay()
  const server = await startHostileServer()
  const handed = await handOverClient(root, builtClient())
  const { executable, home, electronVersion } = await prepareClient({ root, handed, display: display.env, settings: { ...settings, server: server.url } })
  const { app, page } = await openClient({ executable, home, electronVersion, clean: handed.clean }, ['--full-screen'])
  await server.greeted
  const program = app.process()
  const ended = new Promise<number | string>((resolve) => void program.once('exit', (code, signal) => resolve(code ?? signal ?? 'unknown')))
  return {
    ...common, home, ended, server, page,
    display: display.env,
    pid: program.pid ?? 0,
    version: `Electron ${electronVersion}`,
    askedForMore: server.askedForMore,
    startAgain: (args) => new Promise((resolve) => {
      spawn(executable, args, { stdio: 'ignore' }).once('exit', (code, signal) => resolve(code ?? signal ?? 'unknown'))
    }),
    addresses: async () => app.windows().flatMap((one) => one.frames().map((frame) => frame.url())),
    async stop() {
      // By their ids, and only what was started in this home.
      for (const pid of processesWith(home)) kill(pid)
      await Promise.race([ended, pause(5000)])
      await processesLeft(home)
      await Promise.all([server.stop(), display.stop()])
      handed.clean()
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
