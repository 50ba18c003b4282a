import { type ChildProcess, spawn } from 'node:child_process'
import { setTimeout as pause } from 'node:timers/promises'

/**
 * Runs a server in the foreground until it is stopped. It goes with us, even if we are killed.
 * @param answers asked again and again until it is true
 * @returns ends it; throws what it said when it does not start
 */
export async function untilItAnswers(command: string, args: readonly string[], folder: string, answers: () => Promise<boolean>): Promise<() => Promise<void>> {
  const child = spawn('setpriv', ['--pdeathsig', 'KILL', '--', command, ...args], { cwd: folder, stdio: ['ignore', 'ignore', 'pipe'] })
  let words = ''
  child.stderr.setEncoding('utf8').on('data', (text: string) => (words += text))
  const stop = () => ended(child)
  for (let tries = 0; tries < 100; tries++) {
    if (child.exitCode !== null) break
    if (await answers().catch(() => false)) return stop
    await pause(50)
  }
  await stop()
  throw new Error(`${command} does not start: ${words}`)
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
