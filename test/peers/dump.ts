import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Store } from '../../server/store/database.ts'

/** Every row of every table as text, pg-boss's among them: what somebody who steals the database can read. */
export async function dumpTables({ database }: Pick<Store, 'database'>): Promise<string> {
  const rows = async (query: string): Promise<unknown[]> => (await database.execute(query)).rows
  const tables = await rows(`select format('%I.%I', table_schema, table_name) as name from information_schema.tables
    where table_type = 'BASE TABLE' and table_schema not in ('pg_catalog', 'information_schema')`)
  const dumps = []
  for (const table of tables.map((row) => field(row, 'name'))) {
    for (const row of await rows(`select t::text as line from ${table} t`)) dumps.push(`${table} ${field(row, 'line')}`)
  }
  return dumps.join('\n')
}

/** Every byte of every file in a folder, the write-ahead log among them: what remains of rows that have long gone. */
export const dumpFiles = (folder: string): string =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => readFileSync(join(entry.parentPath, entry.name), 'latin1'))
    .join('\n')

function field(row: unknown, name: string): string {
  const value: unknown = typeof row === 'object' && row !== null ? Object.getOwnPropertyDescriptor(row, name)?.value : undefined
  return typeof value === 'string' ? value : ''
}
