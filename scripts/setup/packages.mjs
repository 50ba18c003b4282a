// The npm packages of the lock file, and with them the Node the project wants: the machine's own may be older.
import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { mustRun } from './child.mjs'

/** electron 45, vitest 5, ldapts 9, pg-boss 12 and @electron/fuses 2 ask for it. */
const OLDEST_NODE = [22, 12]

/**
 * Installs what the lock file says, unless that was done already.
 * @param {string} root the project's folder
 * @param {import('./child.mjs').Log} log
 * @returns {Promise<boolean>} whether anything was installed
 * @throws {Error} with npm's last lines
 */
export async function ensurePackages(root, log) {
  if (packagesMatch(root)) return false
  log('Installing the npm packages of package-lock.json …')
  const args = ['ci', '--include=dev', '--no-audit', '--no-fund', '--loglevel=error']
  await mustRun('npm ci', 'npm', args, { cwd: root, env: outsideOfPackages(process.env) })
  writeFileSync(stampOf(root), lockHash(root))
  return true
}

/**
 * @param {string} root
 * @returns {boolean} whether node_modules was installed, to the end, from the lock file as it is now
 */
export function packagesMatch(root) {
  const stamp = stampOf(root)
  return existsSync(stamp) && readFileSync(stamp, 'utf8') === lockHash(root)
}

/**
 * The Node that runs the project's TypeScript: the npm package `node` puts it there.
 * @param {string} root
 * @returns {string} its path
 * @throws {Error} when it is missing, does not run here or is too old
 */
export function wantedNode(root) {
  const node = path.join(root, 'node_modules', '.bin', 'node')
  const said = spawnSync(node, ['--version'], { encoding: 'utf8' })
  if (said.status !== 0) throw new Error(`${node} does not run; npm may have been told not to run install scripts`)
  if (!isNewEnough(said.stdout)) throw new Error(`${node} is ${said.stdout.trim()}; at least v${OLDEST_NODE.join('.')} is needed`)
  return node
}

/**
 * @param {string} version as `node --version` prints it
 * @returns {boolean}
 */
export function isNewEnough(version) {
  const [major = 0, minor = 0] = version.trim().replace(/^v/, '').split('.').map(Number)
  const [oldestMajor = 0, oldestMinor = 0] = OLDEST_NODE
  return major > oldestMajor || (major === oldestMajor && minor >= oldestMinor)
}

/**
 * npm must not run on the Node that lies in the folder it is about to delete, which comes first in every npm script.
 * @param {NodeJS.ProcessEnv} env
 * @returns {NodeJS.ProcessEnv}
 */
export function outsideOfPackages(env) {
  const folders = (env.PATH ?? '').split(path.delimiter)
  return { ...env, PATH: folders.filter((folder) => !folder.includes(`${path.sep}node_modules${path.sep}`)).join(path.delimiter) }
}

/** @param {string} root */
const stampOf = (root) => path.join(root, 'node_modules', '.gatehouse-lock')

/** @param {string} root */
const lockHash = (root) => createHash('sha256').update(readFileSync(path.join(root, 'package-lock.json'))).digest('hex')
