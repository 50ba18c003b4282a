import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { build, buildPortal } from '../../scripts/build.ts'

/** The project's folder. */
export const root = join(import.meta.dirname, '../..')

/** Where it lies, for the workers: each run has its own, so that two at a time do not meet. */
const VARIABLE = 'GATEHOUSE_BUILT_ONCE'

/** The client under test: the development build, which lets Playwright in and has all that the packaged one has. */
export const builtClient = () => join(builtFolder(), 'client')

/** The reset portal, as it is shipped. */
export const builtPortal = () => join(builtFolder(), 'portal')

/** Builds what all workers use. @returns removes it */
export default async function buildOnce(): Promise<() => void> {
  const folder = mkdtempSync(join(tmpdir(), 'gatehouse-built-'))
  process.env[VARIABLE] = folder
  await Promise.all([build({ root, outdir: builtClient(), development: true }), buildPortal(builtPortal())])
  return () => rmSync(folder, { recursive: true, force: true })
}

function builtFolder(): string {
  const folder = process.env[VARIABLE]
  if (folder === undefined) throw new Error(`${VARIABLE} is not set: the tests run without their global set-up`)
  return folder
}
