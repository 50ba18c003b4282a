// What packing the client for Windows needs beyond what is installed here: an Electron for Windows, which somebody fetched, and the
// credential store's program, which the registry of npm has.
import { execFile } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import { mkdir, readFile } from 'node:fs/promises'
import path from 'node:path'
import { promisify } from 'node:util'
import * as v from 'valibot'
import { keyringPackage } from '../build.ts'

const run = promisify(execFile)

/**
 * @param folder what electron-v<version>-win32-x64.zip was unpacked to
 * @returns its version
 * @throws Error in words fit for the command line
 */
export function checkWindowsElectron(folder: string): string {
  const say = (what: string) => new Error(`${folder} ${what}: unpack electron-v<version>-win32-x64.zip of Electron's releases there`)
  if (!existsSync(path.join(folder, 'electron.exe'))) throw say('has no electron.exe')
  if (!existsSync(path.join(folder, 'version'))) throw say('has no file "version"')
  const version = readFileSync(path.join(folder, 'version'), 'utf8').trim().replace(/^v/, '')
  if (!/^\d+\.\d+\.\d+$/.test(version)) throw say(`says that it is version "${version}", which is none that was released`)
  if (Number(version.split('.')[0]) < OLDEST) throw new Error(`${folder} is Electron ${version}: the client needs ${OLDEST} or a later one`)
  return version
}

/** scripts/build.ts builds for this one and later. */
const OLDEST = 33

const Lock = v.object({ packages: v.record(v.string(), v.looseObject({ version: v.optional(v.string()), integrity: v.optional(v.string()) })) })

/**
 * Fetches the package of the credential store for Windows, of which npm installs this system's alone, and believes it by the lock file.
 * @returns its program
 */
export async function windowsKeyring(root: string, folder: string): Promise<string> {
  const name = keyringPackage('win32', 'x64')
  const { packages } = v.parse(Lock, JSON.parse(await readFile(path.join(root, 'package-lock.json'), 'utf8')))
  const { version, integrity } = packages[`node_modules/${name}`] ?? {}
  if (version === undefined || integrity === undefined) throw new Error(`package-lock.json has no ${name}`)
  await mkdir(folder, { recursive: true })
  const { stdout } = await run('npm', ['pack', `${name}@${version}`, '--silent', '--pack-destination', folder], { cwd: folder })
  const archive = path.join(folder, stdout.trim().split('\n').at(-1) ?? '')
  const digest = `sha512-${createHash('sha512').update(await readFile(archive)).digest('base64')}`
  if (digest !== integrity) throw new Error(`${name} ${version} is not what package-lock.json says: ${digest}`)
  await run('tar', ['-xzf', archive, '-C', folder])
  return path.join(folder, 'package', 'keyring.win32-x64-msvc.node')
}
