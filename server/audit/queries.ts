import type { SQL } from 'drizzle-orm'

/** A database, or a transaction of it, as far as the audit needs one. */
export type Queries = { readonly execute: (query: SQL) => PromiseLike<{ rows: unknown[] }> }
