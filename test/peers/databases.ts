import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Secret } from '@gatehouse/contract'
import { afterAll, beforeAll, describe } from 'vitest'
import type { Store } from '../../server/store/database.ts'
import { openStore } from '../../server/store/open.ts'
import { putEmptyDatabase } from '../world/empty-database.ts'
import { ranAgainst } from './journal.ts'
import { withPeer } from './needs.ts'
import { postgresMissing } from './postgres/installation.ts'
import { type Postgres, startPostgres } from './postgres/postgres.ts'

export type TestDatabase = {
  /** Opens the store: PGlite one at a time, PostgreSQL as often as one likes. */
  open: () => Promise<Store>
  /** Where the database keeps its files. */
  folder: () => string
}

/** The same suite on PGlite and on PostgreSQL, each with an empty database of its own. @param testFile `import.meta.url` */
export function onBothDatabases(testFile: string, suite: (database: TestDatabase) => void): void {
  describe('on PGlite', () => {
    let folder: string
    beforeAll(async () => {
      folder = mkdtempSync(join(tmpdir(), 'gatehouse-pglite-'))
      await putEmptyDatabase(folder)
      const store = await openStore({ folder })
      ranAgainst(testFile, `PGlite ${store.version}`)
      await store.close()
    })
    afterAll(() => rmSync(folder, { recursive: true, force: true }))
    suite({ open: () => openStore({ folder }), folder: () => folder })
  })

  withPeer('on PostgreSQL', postgresMissing(), () => {
    let postgres: Postgres
    beforeAll(async () => {
      postgres = await startPostgres()
      ranAgainst(testFile, `PostgreSQL ${postgres.version}`)
    })
    afterAll(() => postgres.stop())
    suite({ open: () => openStore({ url: new Secret(postgres.url) }), folder: () => postgres.folder })
  })
}
