import { chmodSync, mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { PGlite } from '@electric-sql/pglite'
import { sql } from 'drizzle-orm'
import { drizzle } from 'drizzle-orm/pglite'
import { migrate } from 'drizzle-orm/pglite/migrator'
import { fromPglite } from 'pg-boss'
import { migrations, type Store } from './database.ts'
import { lockFolder } from './folder-lock.ts'
import { guarded, StoreProblem } from './problem.ts'
import { withEndings } from './transaction-end.ts'

/**
 * The embedded database, in this process. It runs one query after another, and a transaction keeps all others waiting:
 * nothing slow belongs into one.
 */
export async function openPglite(folder: string): Promise<Store> {
  const unlock = take(folder)
  try {
    const client = await create(join(folder, 'pglite'))
    const raw = drizzle(client)
    await guarded(() => migrate(raw, migrations))
    const database = withEndings(raw)
    const { rows } = await client.query<{ server_version: string }>('show server_version')
    return {
      database,
      kind: 'pglite',
      version: rows[0]?.server_version ?? 'unknown',
      jobs: { db: fromPglite(client), backend: 'pglite' },
      check: async () => {
        await guarded(() => database.execute(sql`select 1`))
      },
      async close() {
        if (!client.closed) await client.close()
        unlock()
      },
    }
  } catch (error) {
    unlock()
    throw error
  }
}

function take(folder: string): () => void {
  try {
    // Its files are made readable for everyone, so the folders must not let anyone through, whoever made them.
    mkdirSync(join(folder, 'pglite'), { recursive: true, mode: 0o700 })
    for (const path of [folder, join(folder, 'pglite')]) chmodSync(path, 0o700)
    return lockFolder(folder)
  } catch (error) {
    if (error instanceof StoreProblem) throw error
    throw new StoreProblem('folder-not-writable', `${folder}: ${error instanceof Error ? error.message : 'no reason given'}`)
  }
}

async function create(folder: string): Promise<PGlite> {
  try {
    return await PGlite.create(folder)
  } catch (error) {
    // A WebAssembly program that gave up says little; the folder is what an administrator can act on.
    const words = error instanceof Error ? error.message : 'no reason given'
    throw new StoreProblem('failed', `the database in ${folder} does not open (${words}); it may be damaged or of a newer version`)
  }
}
