import { cpSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { build } from '../../scripts/build.ts'
import { startQueue } from '../../server/delivery/queue.ts'
import { openStore } from '../../server/store/open.ts'

/** The project's folder. */
export const root = join(import.meta.dirname, '../..')

/** The client under test: the development build, which lets Playwright in and has all that the packaged one has. */
export const builtClient = join(root, 'out/end-to-end/client')

/** An embedded database with its tables and nothing in them: making one is most of a first start. */
export const emptyDatabase = join(root, 'out/end-to-end/database')

/** Once for all workers. */
export default async function buildOnce(): Promise<void> {
  await Promise.all([build({ root, outdir: builtClient, development: true }), makeEmptyDatabase()])
}

async function makeEmptyDatabase(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'gatehouse-empty-'))
  const store = await openStore({ folder })
  const queue = await startQueue(store.jobs, { info() {}, warn() {}, error() {} })
  await queue.stop()
  await store.close()
  rmSync(emptyDatabase, { recursive: true, force: true })
  cpSync(folder, emptyDatabase, { recursive: true })
  rmSync(folder, { recursive: true })
}
