import { execFile } from 'node:child_process'
import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { mkdir, readFile, rename, rm, utimes, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { promisify } from 'node:util'
import { guidOf } from './ids.ts'
import { copyFiles, filesBelow } from './payload.ts'
import { type ProgramVersion, programVersion } from './program-version.ts'
import { statements } from './rows.ts'
import { canBeSigned, sign, type Signer } from './sign.ts'
import { sourceOf } from './source.ts'
import { summaryOf } from './summary.ts'

const run = promisify(execFile)
const template = path.join(import.meta.dirname, '../../deploy/msi/gatehouse.wxs')

/** The oldest time that a cabinet can hold: the same for every build. */
const always = new Date('1980-01-01T00:00:00Z')

export type Parts = {
  /** Three numbers, as package.json has it. */
  version: string
  /** The client's folder, and those whose files lie beside it. */
  folders: readonly string[]
  /** The client is no client: the file's name says so. */
  standIn: boolean
  signer?: Signer | undefined
}
export type Msi = { file: string; files: number; signed: number; productCode: string }

/**
 * Makes the MSI. The same parts make the same file, byte for byte: its codes follow from what is in it, its times from nothing.
 * @param out the folder that it goes into; `stage` in it is made anew
 * @throws Error with what a tool said
 */
export async function buildMsi({ version, folders, standIn, signer }: Parts, out: string): Promise<Msi> {
  if (!/^\d+\.\d+\.\d+$/.test(version)) throw new Error(`${version} is no version that Windows Installer can compare: three numbers, as in 1.2.3`)
  const stage = path.join(out, 'stage')
  await rm(stage, { recursive: true, force: true })
  await mkdir(stage, { recursive: true })
  for (const folder of folders) await copyFiles(folder, filesBelow(folder), stage)
  const files = filesBelow(stage)
  const signed = signer ? await signAll(files.map((name) => path.join(stage, name)), signer) : 0
  for (const name of files) await utimes(path.join(stage, name), always, always)

  const rows = statements(version, versionsOf(stage, files))
  const parts = { template: await readFile(template, 'utf8'), version, files, standIn }
  const digest = digestOf(stage, files, [JSON.stringify(parts), ...rows])
  const productCode = guidOf(`product ${digest}`)
  const source = sourceOf({ ...parts, productCode, comments: `Made of ${files.length} files, SHA-256 ${digest}` })
  await writeFile(path.join(out, 'gatehouse.wxs'), source)
  const made = path.join(out, 'made.msi')
  await rm(made, { force: true })
  await tool('wixl', ['-a', 'x64', '-o', made, path.join(out, 'gatehouse.wxs')], stage)
  await tool('msibuild', [made, '-q', ...rows], stage)
  const { stdout: summary } = await run('msiinfo', ['export', made, '_SummaryInformation'], { encoding: 'latin1' })
  await writeFile(path.join(out, '_SummaryInformation.idt'), summaryOf(summary, guidOf(`package ${digest}`)), 'latin1')
  await tool('msibuild', [made, '-i', path.join(out, '_SummaryInformation.idt')], stage)
  if (signer) await sign(made, signer)

  const file = path.join(out, `Gatehouse-${version}-x64${standIn ? '-stand-in' : ''}.msi`)
  await rename(made, file)
  return { file, files: files.length, signed, productCode }
}

async function signAll(files: readonly string[], signer: Signer): Promise<number> {
  const programs = files.filter(canBeSigned)
  for (const file of programs) await sign(file, signer)
  return programs.length
}

/** Of all that decides what the MSI is. */
function digestOf(stage: string, files: readonly string[], more: readonly string[]): string {
  const all = createHash('sha256')
  for (const one of more) all.update(`${one}\0`)
  for (const name of files) all.update(`${name}\0`).update(createHash('sha256').update(readFileSync(path.join(stage, name))).digest())
  return all.digest('hex')
}

function versionsOf(stage: string, files: readonly string[]): Map<string, ProgramVersion> {
  return new Map(files.flatMap((name) => {
    const version = programVersion(path.join(stage, name))
    return version ? [[name, version] as const] : []
  }))
}

/** wixl passes over what it does not know unless its warnings end it. Times in a cabinet are those of the zone. */
async function tool(name: string, args: readonly string[], cwd: string): Promise<void> {
  try {
    await run(name, args, { cwd, env: { ...process.env, G_DEBUG: name === 'wixl' ? 'fatal-warnings' : '', TZ: 'UTC', LC_ALL: 'C.UTF-8' } })
  } catch (error) {
    const said = error instanceof Error && 'stderr' in error ? String(error.stderr) : String(error)
    throw new Error(`${name}:\n${said.slice(0, 4000)}`)
  }
}
