import type { Secret } from '@gatehouse/contract'
import type { Store } from './database.ts'
import { openPglite } from './pglite.ts'
import { openPostgresql } from './postgresql.ts'

/**
 * A folder: the embedded database, for one server. An address (`postgresql://user:password@host/database?sslmode=verify-full`)
 * with the authority's certificate in PEM where the machine does not know it: PostgreSQL.
 */
export type StoreLocation = { folder: string } | { url: Secret; ca?: string }

/**
 * Opens the store and brings its tables up to date; doing so again changes nothing.
 * @throws StoreProblem in words for an administrator
 */
export const openStore = (location: StoreLocation): Promise<Store> =>
  'folder' in location ? openPglite(location.folder) : openPostgresql(location.url, location.ca)
