import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { build } from '../../scripts/build.ts'
import { startDisplay } from '../../scripts/setup/display.mjs'
import { type ClientSettings, handOverClient, prepareClient } from '../world/client.ts'
import { trustAuthority } from '../world/trust.ts'
import { root } from './package-once.ts'
import { type Screen, screenOf } from './x11.ts'

/** The client as it is developed, before a display of its own, driven as the packaged one is: to compare with. */
export async function startUnpackagedClient(settings: ClientSettings, caFile: string): Promise<Screen & { stop: () => Promise<void> }> {
  const built = mkdtempSync(join(tmpdir(), 'gatehouse-unpackaged-'))
  const [display, app] = await Promise.all([startDisplay(), build({ root, outdir: join(built, 'client'), development: true })])
  const handed = await handOverClient(root, app)
  const { executable, home } = await prepareClient({ root, settings, display: display.env, handed })
  await trustAuthority(home, caFile)
  const client = spawn(executable, ['--full-screen'], { stdio: 'ignore' })
  const screen = screenOf(display.env)
  while ((await screen.windows()).length === 0 && client.exitCode === null) await pause(100)
  return {
    ...screen,
    async stop() {
      const closed = once(client, 'close')
      if (client.kill('SIGTERM')) await closed
      await display.stop()
      handed.clean()
      rmSync(built, { recursive: true })
    },
  }
}
