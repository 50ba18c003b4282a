import { join } from 'node:path'
import type { MigrationConfig } from 'drizzle-orm/migrator'
import type { PgDatabase, PgQueryResultHKT } from 'drizzle-orm/pg-core'
import type { ConstructorOptions } from 'pg-boss'

type Rows = PgQueryResultHKT & { type: { rows: unknown[] } }

/** What PGlite and PostgreSQL have in common, which is all that we use: one SQL for both. */
export type Database = PgDatabase<Rows>
export type Transaction = Parameters<Parameters<Database['transaction']>[0]>[0]

export type Store = {
  readonly database: Database
  readonly kind: 'pglite' | 'postgresql'
  /** Of the database, such as `15.14`. */
  readonly version: string
  /** How pg-boss reaches the same database. */
  readonly jobs: Pick<ConstructorOptions, 'db' | 'backend' | 'connectionString' | 'max' | 'application_name'>
  /** Hears what other servers tell on a channel; absent where there are no others. @returns ends it */
  readonly listen?: (channel: string, heard: (text: string) => void) => () => Promise<void>
  /** Resolves when the database answers. @throws StoreProblem */
  readonly check: () => Promise<void>
  readonly close: () => Promise<void>
}

export const migrations: MigrationConfig = {
  migrationsFolder: join(import.meta.dirname, 'migrations'),
  migrationsSchema: 'gatehouse',
  migrationsTable: 'migrations',
}
