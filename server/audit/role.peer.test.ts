import { execFileSync } from 'node:child_process'
import { join } from 'node:path'
import { Secret } from '@gatehouse/contract'
import { sql } from 'drizzle-orm'
import pg from 'pg'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { ranAgainst } from '../../test/peers/journal.ts'
import { withPeer } from '../../test/peers/needs.ts'
import { findInstallation, postgresMissing } from '../../test/peers/postgres/installation.ts'
import { type Postgres, startPostgres } from '../../test/peers/postgres/postgres.ts'
import { config, type Running, running } from '../server.scenario.ts'
import type { Store } from '../store/database.ts'
import { openStore } from '../store/open.ts'
import { auditKeys } from './keys.ts'
import { chainsIn, linksOf } from './read.ts'
import { verify } from './verify.ts'

const script = join(import.meta.dirname, '../../deploy/postgresql/audit-role.sql')

withPeer('The role that may only add', postgresMissing(), () => {
  let postgres: Postgres
  let store: Store
  let server: Running
  const url = (user: string, password: string) => Object.assign(new URL(postgres.url), { username: user, password, pathname: '/gatehouse' }).href
  beforeAll(async () => {
    postgres = await startPostgres()
    ranAgainst(import.meta.url, `PostgreSQL ${postgres.version}`)
    const admin = new pg.Client({ connectionString: postgres.url })
    await admin.connect()
    // As docs/operations.md says it.
    await admin.query("create role server login password 'server'")
    await admin.query('create database gatehouse owner server')
    await admin.end()
    store = await openStore({ url: new Secret(url('server', 'server')) })
    for (let again = 0; again < 2; again++) {
      const { username, password } = new URL(postgres.url)
      execFileSync(join(findInstallation()?.bin ?? '', 'psql'), ['-v', 'server=server', '-f', script, url(username, password)], { stdio: 'pipe' })
    }
    server = await running(store)
  })
  afterAll(async () => {
    await server.close()
    await store.close()
    await postgres.stop()
  })

  const refused = { cause: { code: '42501' } }

  it.each([
    "update gatehouse_audit.entries set mac = 'x'", 'delete from gatehouse_audit.entries', 'truncate gatehouse_audit.entries',
    'drop table gatehouse_audit.entries', 'drop schema gatehouse_audit cascade', 'alter table gatehouse_audit.entries disable trigger all',
    'alter table gatehouse_audit.entries owner to server', 'grant all on gatehouse_audit.entries to server; delete from gatehouse_audit.entries', 'set role gatehouse_audit',
    'create table gatehouse_audit.other (a text)', 'create trigger t before insert on gatehouse_audit.entries execute function suppress_redundant_updates_trigger()',
    'create rule r as on insert to gatehouse_audit.entries do instead nothing',
  ])('[S-18] refuses the server: %s', async (statement) => {
    await expect(store.database.execute(sql.raw(statement))).rejects.toMatchObject(refused)
  })

  it('[S-18] lets the server record a whole recovery, and read it', async () => {
    const { token, view } = await server.proven('ada')
    expect((await server.call('choose', token, { stepToken: view.stepToken, choice: 'unlock' })).view?.step.kind).toBe('done')
    const [chain = ''] = await chainsIn(store.database)
    expect((await linksOf(store.database, chain)).map(({ entry }) => entry['kind'])).toEqual([
      'server-started', 'begun', 'message-queued', 'gate-passed', 'choice-intended', 'outcome',
    ])
    expect(await verify(store.database, auditKeys(config.auditKeys), [])).toMatchObject({ chains: 1, links: 6, findings: [] })
  })

  it('a newer server starts with it and migrates nothing', async () => {
    const again = await openStore({ url: new Secret(url('server', 'server')) })
    await again.check()
    await again.close()
  })
})
