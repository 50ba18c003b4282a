import type { Secret } from '@gatehouse/contract'
import { sql } from 'drizzle-orm'
import { drizzle } from 'drizzle-orm/node-postgres'
import { migrate } from 'drizzle-orm/node-postgres/migrator'
import pg from 'pg'
import { migrations, type Store } from './database.ts'
import { guarded } from './problem.ts'

/** Any number that nobody else takes for an advisory lock: ours, in bytes, are "gate". */
const MIGRATION_LOCK = 0x67617465

/** A PostgreSQL server, shared by any number of our processes. */
export async function openPostgresql(url: Secret): Promise<Store> {
  const pool = new pg.Pool({
    connectionString: url.reveal(),
    application_name: 'gatehouse',
    max: 10,
    connectionTimeoutMillis: 5000,
    query_timeout: 10_000,
    keepAlive: true,
  })
  // A connection that breaks while nobody uses it would end the process; the next query finds out anyway.
  pool.on('error', () => {})
  pool.on('connect', (client) => client.on('error', () => {}))
  try {
    const version = await guarded(() => prepare(pool))
    const database = drizzle(pool)
    return {
      database,
      kind: 'postgresql',
      version,
      // A pool of its own: pg-boss holds one connection to listen on.
      jobs: { connectionString: url.reveal(), max: 4, application_name: 'gatehouse-jobs' },
      check: async () => {
        await guarded(() => database.execute(sql`select 1`))
      },
      close: async () => {
        if (!pool.ending) await pool.end()
      },
    }
  } catch (error) {
    await pool.end()
    throw error
  }
}

/** @returns the version of the database, whose tables are now ours of today */
async function prepare(pool: pg.Pool): Promise<string> {
  const client = await pool.connect()
  try {
    // Servers that start together wait for each other here, since the migrator itself does not.
    await client.query('select pg_advisory_lock($1)', [MIGRATION_LOCK])
    await migrate(drizzle(client), migrations)
    const { rows } = await client.query<{ server_version: string }>('show server_version')
    return rows[0]?.server_version.split(' ')[0] ?? 'unknown'
  } finally {
    // Closing the connection gives the lock back, whatever happened.
    client.release(true)
  }
}
