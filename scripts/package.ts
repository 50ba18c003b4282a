// Packs the client into out/package/linux-unpacked, or below another folder: `node scripts/package.ts [FOLDER]` (npm run package). Its settings are in electron-builder.yml.
// A few seconds; nothing is downloaded. Where the official Electron could not be had, the archive's is packed, for tests only.
import { linkSync, mkdirSync, readdirSync, rmSync, statSync } from 'node:fs'
import path from 'node:path'
import { build as pack, Platform } from 'electron-builder'
import { build } from './build.ts'
import { ensureElectron } from './setup/electron.mjs'

/** The packed client. `electronVersion`: of the Electron that is in it. */
export type Package = { folder: string; executable: string; archive: string; electronVersion: string }

/**
 * @param root the project's folder
 * @param place where the package and what it is made from go; what lies there goes first
 */
export async function packageClient(root: string, place: string): Promise<Package> {
  const electron = await ensureElectron(root, (line) => console.log(line))
  rmSync(place, { recursive: true, force: true })
  mkdirSync(place, { recursive: true })
  const [app, electronDist] = [path.join(place, 'app'), path.join(place, 'electron')]
  linkWithoutApp(electron.folder, electronDist)
  await build({ root, outdir: app, development: false })
  await pack({
    projectDir: root,
    targets: Platform.LINUX.createTarget('dir'),
    config: { extends: 'electron-builder.yml', directories: { app, output: place }, electronDist, electronVersion: electron.version },
  })
  rmSync(electronDist, { recursive: true })
  const folder = path.join(place, 'linux-unpacked')
  return { folder, executable: path.join(folder, 'gatehouse'), archive: path.join(folder, 'resources/app.asar'), electronVersion: electron.version }
}

/** Electron as its makers ship it but for what starts `electron path/to/app`, which a packed program must not have. */
function linkWithoutApp(from: string, to: string): void {
  mkdirSync(to)
  for (const entry of readdirSync(from, { withFileTypes: true })) {
    if (entry.name === 'resources') mkdirSync(path.join(to, 'resources'))
    else if (entry.isDirectory()) linkWithoutApp(path.join(from, entry.name), path.join(to, entry.name))
    else linkSync(path.join(from, entry.name), path.join(to, entry.name))
  }
}

const sizeOf = (place: string): number =>
  statSync(place).isDirectory() ? readdirSync(place).reduce((sum, name) => sum + sizeOf(path.join(place, name)), 0) : statSync(place).size

const megabytes = (bytes: number) => `${(bytes / 1024 / 1024).toFixed(1)} MB`

if (import.meta.main) {
  const root = path.resolve(import.meta.dirname, '..')
  const { folder, archive, electronVersion } = await packageClient(root, path.resolve(process.argv[2] ?? path.join(root, 'out/package')))
  console.log(`${folder} is the client: ${megabytes(sizeOf(folder))} with Electron ${electronVersion}, of which ${megabytes(sizeOf(archive))} are ours.`)
}
