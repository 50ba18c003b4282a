import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { mustRun } from '../../scripts/setup/child.mjs'
import { ensureElectron } from '../../scripts/setup/electron.mjs'

/** The project's folder. */
export const root = join(import.meta.dirname, '../..')

/** Where it lies, for the workers: each run has its own, so that two at a time do not meet. */
const VARIABLE = 'GATEHOUSE_PACKAGED_ONCE'

/** The folder of the client as it is shipped. */
export function packageUnderTest(): string {
  const folder = process.env[VARIABLE]
  if (folder === undefined) throw new Error(`${VARIABLE} is not set: the tests run without their global set-up`)
  return join(folder, 'linux-unpacked')
}

/** What it is, for docs/proof.md. */
export const packagedPeer = async (): Promise<string> => `the packaged client, Electron ${(await ensureElectron(root, () => {})).version}`

let looked: { why: string | undefined } | undefined

/** @returns why the packaged client cannot be driven on this machine, fit to stand after "skipped: "; undefined: it can. Looks once */
export const whyNot = (): string | undefined => (looked ??= { why: look() }).why

function look(): string | undefined {
  if (process.getuid?.() !== 0) return 'needs root (a mount namespace, and a user to drop to)'
  const missing = Object.entries({ xdotool: 'xdotool', xwd: 'x11-apps', xwininfo: 'x11-utils', Xvfb: 'xvfb', certutil: 'libnss3-tools' })
    .filter(([program]) => !(process.env['PATH'] ?? '').split(':').some((folder) => existsSync(join(folder, program)))).map(([, name]) => name)
  if (missing.length > 0) return `needs packages: apt-get install --no-install-recommends ${missing.join(' ')}`
  const { status, stderr } = spawnSync('unshare', ['--mount', '--propagation', 'private', '--', 'mount', '-t', 'tmpfs', 'packaged', '/opt'], { encoding: 'utf8' })
  return status === 0 ? undefined : `needs a machine that lets root mount something in a namespace of its own (${stderr.trim()})`
}

/** Packs the client once for all workers, as `npm run package` does. @returns removes it */
export default async function packageOnce(): Promise<() => void> {
  if (whyNot() !== undefined) return () => {}
  mkdirSync(join(root, 'out'), { recursive: true })
  const folder = mkdtempSync(join(root, 'out/packaged-'))
  const remove = () => rmSync(folder, { recursive: true, force: true })
  // Else electron-builder, which looks at it, would make hard links where it makes copies.
  const env = { ...process.env, VITEST: undefined }
  await mustRun('Packing the client', process.execPath, ['scripts/package.ts', folder], { cwd: root, env }).catch((error: unknown) => {
    remove()
    throw error
  })
  process.env[VARIABLE] = folder
  return remove
}
