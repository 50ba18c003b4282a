import { spawn } from 'node:child_process'
import { once } from 'node:events'

/** What has been shown on a display, also for a moment. */
export type Shown = {
  /** Each window that was put on the display since it is watched. */
  windows: () => string[]
  stop: () => Promise<void>
}

/** Watches a display from now on. */
export async function shownOn(display: { DISPLAY: string; XAUTHORITY: string }): Promise<Shown> {
  const command = ['--pdeathsig', 'KILL', '--', 'stdbuf', '-oL', 'xev', '-root', '-event', 'substructure']
  const watching = spawn('setpriv', command, { env: { PATH: process.env['PATH'], ...display }, stdio: ['ignore', 'pipe', 'ignore'] })
  let said = ''
  watching.stdout.setEncoding('utf8').on('data', (text: string) => { said += text })
  await once(watching, 'spawn')
  return {
    windows: () => [...said.matchAll(/^MapNotify event.*\n.*window (0x[\da-f]+)/gm)].map(([, id = '']) => id),
    async stop() {
      const closed = once(watching, 'close')
      watching.kill('SIGTERM')
      await closed
    },
  }
}
