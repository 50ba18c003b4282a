import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { copyFile, mkdir, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { buildForWindows } from '../windows/build.ts'
import { programVersion } from './program-version.ts'

/** What the client's folder must have, wherever it comes from. */
const needed = ['Gatehouse.exe', 'resources/app.asar']

/** What lies beside the client, and is ours: an electron-builder's folder that has one of these is not what it says. */
export const ours = ['Gatehouse.Launcher.exe', 'Gatehouse.Provider.dll', 'Gatehouse.Reminder.exe', 'events.man', 'reminder.xml']

/**
 * @param folder electron-builder's unpacked folder for Windows
 * @throws Error in words fit for the command line, when it is none
 */
export function checkPayload(folder: string): void {
  if (!existsSync(folder) || !statSync(folder).isDirectory()) throw new Error(`${folder} is no folder`)
  for (const name of needed) {
    if (!existsSync(path.join(folder, name))) throw new Error(`${folder} has no ${name}: it is not electron-builder's unpacked folder for Windows`)
  }
  const twice = ours.filter((name) => existsSync(path.join(folder, name)))
  if (twice.length > 0) throw new Error(`${folder} already has ${twice.join(', ')}, which this command adds`)
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    const name = path.relative(folder, path.join(entry.parentPath, entry.name))
    if (!entry.isFile() && !entry.isDirectory()) throw new Error(`${name} in ${folder} is neither a file nor a folder: a link would bring in what lies somewhere else`)
    // wixl ends without a word at any other.
    if (!/^[ -~]+$/.test(name)) throw new Error(`The name of ${name} in ${folder} has a character outside of ASCII, which the tool that makes the MSI cannot take`)
  }
  checkProgram(path.join(folder, 'Gatehouse.exe'))
}

/** IMAGE_FILE_MACHINE_AMD64 (Microsoft's "PE Format"). */
const X64 = 0x8664

function checkProgram(file: string): void {
  const program = readFileSync(file)
  const at = program.length >= 64 && program.toString('latin1', 0, 2) === 'MZ' ? program.readUInt32LE(0x3c) : Infinity
  if (at + 6 > program.length || program.toString('latin1', at, at + 4) !== 'PE\0\0') throw new Error(`${file} is no program for Windows`)
  if (program.readUInt16LE(at + 4) !== X64) throw new Error(`${file} is not for x64: build the client by electron-builder --win --x64`)
  if (!programVersion(file)) throw new Error(`${file} has no version: Windows Installer would not know the newer of two`)
}

/** The names that an Electron for Windows has beside its program. What is in them matters to nobody here. */
const electronNames = [
  'chrome_100_percent.pak', 'chrome_200_percent.pak', 'd3dcompiler_47.dll', 'ffmpeg.dll', 'icudtl.dat', 'libEGL.dll', 'libGLESv2.dll', 'LICENSE.electron.txt',
  'LICENSES.chromium.html', 'resources.pak', 'snapshot_blob.bin', 'v8_context_snapshot.bin', 'vk_swiftshader.dll', 'vk_swiftshader_icd.json', 'vulkan-1.dll', 'locales/en-US.pak',
]

/**
 * A folder of the same shape where Electron for Windows cannot be had: a small program in the client's place.
 * @param folder where to; made if missing
 */
export async function makeStandIn(folder: string): Promise<void> {
  for (const name of ['resources', 'locales']) await mkdir(path.join(folder, name), { recursive: true })
  await Promise.all([
    buildForWindows({ kind: 'window', from: ['test/nothing.cpp'] }, path.join(folder, 'Gatehouse.exe')),
    writeFile(path.join(folder, 'resources/app.asar'), 'In place of the client.\n'),
    ...electronNames.map((name) => writeFile(path.join(folder, name), `In place of Electron's ${name}.\n`)),
  ])
}

/** Every file below a folder, as `a/b.c`, in one order on every machine. */
export function filesBelow(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => !entry.isDirectory())
    .map((entry) => path.relative(folder, path.join(entry.parentPath, entry.name)).split(path.sep).join('/'))
    .sort((one, other) => (one < other ? -1 : 1))
}

/** @param files as `filesBelow` gives them */
export async function copyFiles(from: string, files: readonly string[], to: string): Promise<void> {
  for (const file of files) {
    await mkdir(path.dirname(path.join(to, file)), { recursive: true })
    await copyFile(path.join(from, file), path.join(to, file))
  }
}
