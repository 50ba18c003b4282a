import { randomUUID } from 'node:crypto'
import pg from 'pg'
import type { Postgres } from '../peers/postgres/postgres.ts'

/** A database for one server alone: of two with other settings on the same one, each would take jobs of the other's. @returns its address */
export async function ownDatabase({ url }: Postgres): Promise<string> {
  const name = `own_${randomUUID().replaceAll('-', '')}`
  const owner = new pg.Client({ connectionString: url })
  await owner.connect()
  await owner.query(`create database ${name}`)
  await owner.end()
  return Object.assign(new URL(url), { pathname: `/${name}` }).href
}
