// A clone may lie in a folder that only root can enter, as a build server's does. What the ordinary user runs is put
// where that user can read it, and cannot change it.
import { chmodSync, copyFileSync, linkSync, mkdirSync, mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs'
import path from 'node:path'

/** Not os.tmpdir(): root's own may be closed to others. */
const PLACE = '/tmp'

/** @typedef {{ folder: string, electron: string, app: string, clean: () => void }} HandedOver Paths of folders. */

/**
 * Puts Electron and the built application into a fresh folder that all can read. Electron's files are hard links where
 * that can be; the application is copied, since the next build writes into its files.
 * @param {{ electron: string, app: string }} from folders
 * @returns {HandedOver} `clean()` removes it, and the homes that clientCommand made in it
 */
export function handOver({ electron, app }) {
  const folder = mkdtempSync(path.join(PLACE, 'gatehouse-client-'))
  const clean = () => rmSync(folder, { recursive: true, force: true })
  try {
    chmodSync(folder, 0o755)
    place(electron, path.join(folder, 'electron'), linkOrCopy)
    place(app, path.join(folder, 'app'), copy)
  } catch (error) {
    clean()
    throw error
  }
  return { folder, electron: path.join(folder, 'electron'), app: path.join(folder, 'app'), clean }
}

/**
 * @param {string} from
 * @param {string} to
 * @param {(from: string, to: string, mode: number) => void} put
 */
function place(from, to, put) {
  const stat = statSync(from) // what a symbolic link points to: its target may be out of reach
  if (!stat.isDirectory()) return put(from, to, (stat.mode & 0o100) === 0 ? 0o644 : 0o755)
  mkdirSync(to)
  chmodSync(to, 0o755) // whatever the umask
  for (const name of readdirSync(from)) place(path.join(from, name), path.join(to, name), put)
}

/**
 * A link shares its mode with the original, which is not ours to change: what is not readable for all as it is gets copied.
 * @param {string} from
 * @param {string} to
 * @param {number} mode
 */
function linkOrCopy(from, to, mode) {
  if ((statSync(from).mode & 0o777) !== mode) return copy(from, to, mode)
  try {
    linkSync(from, to)
  } catch {
    copy(from, to, mode) // another file system
  }
}

/**
 * @param {string} from
 * @param {string} to
 * @param {number} mode
 */
function copy(from, to, mode) {
  copyFileSync(from, to)
  chmodSync(to, mode)
}
