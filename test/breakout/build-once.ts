import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { build } from '../../scripts/build.ts'
import packageOnce from '../packaged/package-once.ts'

/** The project's folder. */
export const root = join(import.meta.dirname, '../..')

/** Where the built client lies, for the workers: each run has its own, so that two at a time do not meet. */
const VARIABLE = 'GATEHOUSE_BREAKOUT_BUILT'

/** The development build, which lets Playwright in and has all that the packaged one has. */
export function builtClient(): string {
  const folder = process.env[VARIABLE]
  if (folder === undefined) throw new Error(`${VARIABLE} is not set: the tests run without their global set-up`)
  return folder
}

/** Builds and packs what all workers use. @returns removes both */
export default async function buildOnce(): Promise<() => void> {
  const folder = mkdtempSync(join(tmpdir(), 'gatehouse-breakout-'))
  process.env[VARIABLE] = join(folder, 'client')
  const [removePackage] = await Promise.all([packageOnce(), build({ root, outdir: builtClient(), development: true })])
  return () => {
    removePackage()
    rmSync(folder, { recursive: true, force: true })
  }
}
