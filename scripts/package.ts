// Packs the client into out/package/linux-unpacked, or below another folder: `node scripts/package.ts [FOLDER]` (npm run package). Its settings are in electron-builder.yml.
// A few seconds; nothing is downloaded. Where the official Electron could not be had, the archive's is packed, for tests only.
import { copyFileSync, linkSync, mkdirSync, readdirSync, rmSync, statSync } from 'node:fs'
import path from 'node:path'
import { Arch, build as pack, Platform } from 'electron-builder'
import { build } from './build.ts'
import { checkWindowsElectron, windowsKeyring } from './package/windows.ts'
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

/**
 * The same for Windows, on whatever system this runs: `npm run msi -- --electron FOLDER` calls it.
 * @param place where the package and what it is made from go; what lies there goes first
 * @param electron the folder that electron-v<version>-win32-x64.zip was unpacked to
 * @returns electron-builder's unpacked folder
 * @throws Error in words fit for the command line, where that is no Electron for Windows
 */
export async function packageForWindows(root: string, place: string, electron: string): Promise<string> {
  const electronVersion = checkWindowsElectron(electron)
  rmSync(place, { recursive: true, force: true })
  mkdirSync(place, { recursive: true })
  const [app, electronDist] = [path.join(place, 'app'), path.join(place, 'electron')]
  // Somebody's own folder, which may lie on another disk.
  linkWithoutApp(electron, electronDist, copyFileSync)
  await build({ root, outdir: app, development: false, keyring: await windowsKeyring(root, path.join(place, 'keyring')) })
  await pack({
    projectDir: root,
    targets: Platform.WINDOWS.createTarget('dir', Arch.x64),
    config: { extends: 'electron-builder.yml', directories: { app, output: place }, electronDist, electronVersion },
  })
  rmSync(electronDist, { recursive: true })
  return path.join(place, 'win-unpacked')
}

/** Electron as its makers ship it but for what starts `electron path/to/app`, which a packed program must not have. */
function linkWithoutApp(from: string, to: string, place: (from: string, to: string) => void = linkSync): void {
  mkdirSync(to)
  for (const entry of readdirSync(from, { withFileTypes: true })) {
    if (entry.name === 'resources') mkdirSync(path.join(to, 'resources'))
    else if (entry.isDirectory()) linkWithoutApp(path.join(from, entry.name), path.join(to, entry.name), place)
    else place(path.join(from, entry.name), path.join(to, entry.name))
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
