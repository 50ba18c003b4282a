import type { Secret } from '@gatehouse/contract'
import { sql } from 'drizzle-orm'
import { drizzle } from 'drizzle-orm/node-postgres'
import { migrate } from 'drizzle-orm/node-postgres/migrator'
import pg from 'pg'
import { type Connection, connectionOf } from './connection.ts'
import { type Database, migrations, type Store } from './database.ts'
import { listenOn } from './listen.ts'
import { PreparingClient } from './prepared.ts'
import { guarded } from './problem.ts'
import { withEndings } from './transaction-end.ts'

/** Any number that nobody else takes for an advisory lock: ours, in bytes, are "gate". */
const MIGRATION_LOCK = 0x67617465

/** In milliseconds: until a connection stands, and until a query is answered. */
export type StoreLimits = { connect: number; query: number }

/** A PostgreSQL server, shared by any number of our processes. @param ca PEM, the machine's own list where undefined */
export async function openPostgresql(url: Secret, ca?: string, limits: StoreLimits = { connect: 5000, query: 10_000 }): Promise<Store> {
  const connection = connectionOf(url, ca)
  const version = await guarded(() => prepare(connection, limits))
  const pool = new pg.Pool({
    ...connection,
    Client: PreparingClient,
    application_name: 'gatehouse',
    max: 10,
    connectionTimeoutMillis: limits.connect,
    query_timeout: limits.query,
    keepAlive: true,
  })
  // A connection that breaks while nobody uses it would end the process; the next query finds out anyway.
  pool.on('error', () => {})
  pool.on('connect', (client) => client.on('error', () => {}))
  const database = withEndings(databaseOn(pool))
  return {
    database,
    kind: 'postgresql',
    version,
    // A pool of its own: pg-boss holds one connection to listen on.
    jobs: { ...connection, max: 4, application_name: 'gatehouse-jobs' },
    listen: (channel, heard) => listenOn(connection, channel, heard),
    check: async () => {
      await guarded(() => database.execute(sql`select 1`))
    },
    close: async () => {
      if (!pool.ending) await pool.end()
    },
  }
}

/**
 * drizzle with transactions of our own. Its own never gives back a connection on which `begin` failed, and gives back open ones
 * on which the end failed too: a network that is silent for some seconds would leave the pool without a connection, for ever.
 */
function databaseOn(pool: pg.Pool): Database {
  const database: Database = drizzle(pool)
  database.transaction = async (work, config) => {
    const client = await pool.connect()
    let whole = false
    try {
      const result = await drizzle(client).transaction(work, config)
      whole = true
      return result
    } finally {
      // After an error nobody knows what the connection is in the middle of.
      client.release(!whole)
    }
  }
  return database
}

/** @returns the version of the database, whose tables are now ours of today */
async function prepare(connection: Connection, { connect }: StoreLimits): Promise<string> {
  // Outside the pool and its time for a query: another server's migration, for which this one waits, may take minutes.
  const client = new pg.Client({ ...connection, application_name: 'gatehouse', connectionTimeoutMillis: connect, keepAlive: true })
  client.on('error', () => {})
  try {
    await client.connect()
    // Servers that start together wait for each other here, since the migrator itself does not.
    await client.query('select pg_advisory_lock($1)', [MIGRATION_LOCK])
    await migrate(drizzle(client), migrations)
    const { rows } = await client.query<{ server_version: string }>('show server_version')
    return rows[0]?.server_version.split(' ')[0] ?? 'unknown'
  } finally {
    // Closing the connection gives the lock back, whatever happened.
    await client.end()
  }
}
