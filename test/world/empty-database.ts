import { createHash } from 'node:crypto'
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { startQueue } from '../../server/delivery/queue.ts'
import { migrations } from '../../server/store/database.ts'
import { openStore } from '../../server/store/open.ts'

/** Goes with what was installed. */
const kept = join(import.meta.dirname, '../../node_modules/.cache/gatehouse')
const fromServer = createRequire(join(import.meta.dirname, '../../server/package.json'))

/**
 * Puts an embedded database into a folder, with its tables and nothing in them, as the server's first start leaves it. Making one
 * takes seconds of a processor, so it is made once for each state of the migrations.
 * @param folder need not exist; an embedded database must not be there yet
 */
export async function putEmptyDatabase(folder: string): Promise<void> {
  const made = join(kept, `empty-database-${tablesId()}`)
  if (!existsSync(made)) await make(made)
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  cpSync(made, folder, { recursive: true, errorOnExist: true, force: false })
}

async function make(place: string): Promise<void> {
  mkdirSync(kept, { recursive: true })
  const folder = mkdtempSync(join(kept, 'making-'))
  const store = await openStore({ folder })
  const queue = await startQueue(store.jobs, { info() {}, warn() {}, error() {} })
  await queue.stop()
  await store.close()
  try {
    renameSync(folder, place)
  } catch (error) {
    // Another test was earlier, with the same.
    rmSync(folder, { recursive: true })
    if (!existsSync(place)) throw error
  }
}

/** What the tables hang on: the migrations, and the libraries that make theirs. */
function tablesId(): string {
  const hash = createHash('sha256')
  const { migrationsFolder } = migrations
  for (const name of readdirSync(migrationsFolder, { recursive: true, encoding: 'utf8' }).toSorted().filter((one) => /\.(?:sql|json)$/u.test(one))) {
    hash.update(name).update(readFileSync(join(migrationsFolder, name)))
  }
  for (const library of ['@electric-sql/pglite', 'pg-boss']) hash.update(readFileSync(packageFileOf(library)))
  return hash.digest('hex').slice(0, 16)
}

/** Not every library lets its package.json be asked for. */
function packageFileOf(library: string): string {
  const place = fromServer.resolve.paths(library)?.map((folder) => join(folder, library, 'package.json')).find((file) => existsSync(file))
  if (place === undefined) throw new Error(`${library} is not installed`)
  return place
}
