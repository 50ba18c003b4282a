import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { rmSync } from 'node:fs'
import { setTimeout as pause } from 'node:timers/promises'
import type { Display } from '../../scripts/setup/display.mjs'
import { handOverClient, openClient, prepareClient, type PreparedClient } from '../world/client.ts'
import { processesLeft, processesWith } from '../world/processes.ts'
import { builtClient, root } from './build-once.ts'
import type { Kiosk, OpenedKiosk } from './kiosk.ts'
import { type HostileServer, startHostileServer } from './server.ts'

// Everything that is Gatehouse's own. Another kiosk replaces this file, `server.ts` and the list of what a server says.

/** On a display of 1280 × 800. */
const places = { field: { x: 640, y: 411 }, nowhere: { x: 120, y: 300 } }
/** Chromium's folder of one run, the log, what the NSS database of its user needs. */
const writes = /^(tmp\/gatehouse-run-|config\/Gatehouse\/|config\/gatehouse\/|\.pki\/|cache\/|run\/)/
/** A page that only looks for a sound device starts it. */
const services = /^utility audio\.mojom\.AudioService$/

/** The development build in kiosk mode, with somebody inside its page. */
export async function openGatehouse({ env: display }: Display): Promise<OpenedKiosk & { server: HostileServer }> {
  const server = await startHostileServer()
  const handed = await handOverClient(root, builtClient())
  const prepared = await prepareClient({ root, handed, display, settings: { server: server.url, helpdesk: '4357', company: 'Contoso', language: 'en' } })
  const opened = await openClient(prepared, ['--kiosk'])
  const program = opened.app.process()
  const ended = once(program, 'exit').then(codeOf)
  return {
    ...common(prepared, server, handed.clean, ended), display, server, pid: program.pid ?? 0, page: opened.page,
    addresses: async () => opened.app.windows().flatMap((page) => page.frames().map((frame) => frame.url())),
  }
}

function common({ executable, home, electronVersion }: PreparedClient, server: HostileServer, clean: () => void, ended: Promise<number | null>) {
  return {
    ...places, version: `Electron ${electronVersion}`, home, writes, services, ended,
    askedForMore: server.askedForMore,
    async startAgain(args) {
      const again = spawn(executable, args, { stdio: 'ignore' })
      return codeOf(await once(again, 'exit'))
    },
    async stop() {
      // By their ids, and only those that were started in this home.
      for (const pid of processesWith(home)) if (isAlive(pid)) process.kill(pid, 'SIGKILL')
      await Promise.race([ended, pause(5000)])
      await processesLeft(home)
      await server.stop()
      rmSync(home, { recursive: true, force: true })
      clean()
    },
  } satisfies Omit<Kiosk, 'display' | 'pid'>
}

/** @param event what came with `exit` */
const codeOf = ([code]: unknown[]): number | null => (typeof code === 'number' ? code : null)

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch {
    return false
  }
}
