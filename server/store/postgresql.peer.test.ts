import { randomUUID } from 'node:crypto'
import { chownSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { Secret } from '@gatehouse/contract'
import { sql } from 'drizzle-orm'
import pg from 'pg'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { type BadLine, badLine } from '../../test/peers/directory/bad-line.ts'
import { ranAgainst } from '../../test/peers/journal.ts'
import { withPeer } from '../../test/peers/needs.ts'
import { postgresMissing } from '../../test/peers/postgres/installation.ts'
import { type Postgres, startPostgres } from '../../test/peers/postgres/postgres.ts'
import { certificate, key } from '../config/certificate.scenario.ts'
import { startQueue } from '../delivery/queue.ts'
import { newRecovery } from '../recovery/machine.scenario.ts'
import { openStore } from './open.ts'
import { openPostgresql } from './postgresql.ts'
import { storedRecoveries } from './recoveries.ts'

// As long as ten connections at once take on a machine that is busy; what says nothing is waited for so long.
const limits = { connect: 5000, query: 3000 }

withPeer('PostgreSQL at the end of a line', postgresMissing(), () => {
  let postgres: Postgres
  let line: BadLine
  /** Its address, changed. */
  const at = (change: (url: URL) => void) => {
    const url = new URL(postgres.url)
    change(url)
    return new Secret(url.href)
  }
  beforeAll(async () => {
    postgres = await startPostgres()
    ranAgainst(import.meta.url, `PostgreSQL ${postgres.version}`)
    line = await badLine({ host: '127.0.0.1', port: Number(new URL(postgres.url).port) })
  })
  afterAll(async () => {
    await line.close()
    await postgres.stop()
  })

  it('that was silent for a while takes savings again afterwards, on every connection', async () => {
    const store = await openPostgresql(at((url) => { url.port = String(line.port) }), undefined, limits)
    const recoveries = storedRecoveries(store.database, async () => {}, () => {})
    const tenSavings = () => Promise.all(Array.from({ length: 10 }, async () => {
      const recovery = { ...newRecovery(), id: randomUUID() }
      return recoveries.add(recovery, randomUUID(), [], []).then(() => 'saved', String)
    }))
    const saved = Array.from({ length: 10 }, () => 'saved')
    expect(await tenSavings()).toEqual(saved)
    line.condition = 'mute'
    for (const answer of await tenSavings()) expect(answer).toMatch(/^StoreProblem: unreachable/)
    line.release()
    expect(await tenSavings()).toEqual(saved)
    await store.close()
  })

  it('reads and plans a statement once for each connection, whatever its values', async () => {
    const store = await openPostgresql(new Secret(postgres.url))
    const recoveries = storedRecoveries(store.database, async () => {}, () => {})
    // One after the other they come to one connection.
    for (let each = 0; each < 3; each++) expect(await recoveries.byToken(randomUUID())).toBeUndefined()
    const { rows } = await store.database.execute(sql`select generic_plans + custom_plans as runs from pg_prepared_statements where statement like '%"recoveries"."token_hash" = $1'`)
    expect(rows).toEqual([{ runs: '3' }])
    await store.close()
  })

  it('waits for the migrations of another server for as long as they take', async () => {
    const other = new pg.Client({ connectionString: postgres.url })
    await other.connect()
    await other.query('select pg_advisory_lock($1)', [0x67617465])
    const waiting = () => other.query("select from pg_locks where locktype = 'advisory' and not granted").then(({ rowCount }) => rowCount)
    const opening = openPostgresql(new Secret(postgres.url), undefined, { connect: 1000, query: 50 })
    await expect.poll(waiting).toBe(1)
    // Several times what a query may take.
    await other.query('select pg_sleep(0.5)')
    expect(await waiting()).toBe(1)
    await other.end()
    await (await opening).close()
  })

  it('is spoken to over TLS that is verified, and no other, where the address says so', async () => {
    const verified = (host: string) => at((url) => {
      url.hostname = host
      url.searchParams.set('sslmode', 'verify-full')
    })
    const opened = (url: Secret, ca?: string) => openStore({ url, ...(ca && { ca }) }).then(async (store) => {
      const queue = await startQueue(store.jobs, { info() {}, warn() {}, error() {} })
      // The queue has connections of its own.
      const { rows } = await store.database.execute("select distinct application_name, ssl from pg_stat_ssl join pg_stat_activity using (pid) where application_name like 'gatehouse%' order by 1")
      await queue.stop()
      await store.close()
      return rows
    }, String)
    expect(await opened(verified('127.0.0.1'), certificate)).toBe('StoreProblem: refused: the database offers no TLS')

    await offerTls()
    expect(await opened(verified('127.0.0.1'), certificate)).toEqual([{ application_name: 'gatehouse', ssl: true }, { application_name: 'gatehouse-jobs', ssl: true }])
    expect(await opened(verified('127.0.0.1'))).toMatch(/^StoreProblem: unreachable: its certificate is not trusted/)
    process.env['NODE_TLS_REJECT_UNAUTHORIZED'] = '0'
    try {
      expect(await opened(verified('127.0.0.1'))).toMatch(/^StoreProblem: unreachable: its certificate is not trusted/)
    } finally {
      delete process.env['NODE_TLS_REJECT_UNAUTHORIZED']
    }
  })

  async function offerTls(): Promise<void> {
    const data = join(postgres.folder, 'data')
    const { uid, gid } = statSync(data)
    for (const [name, text] of [['server.crt', certificate], ['server.key', key]] as const) {
      writeFileSync(join(data, name), text, { mode: 0o600 })
      chownSync(join(data, name), uid, gid)
    }
    const client = new pg.Client({ connectionString: postgres.url })
    await client.connect()
    await client.query('alter system set ssl = on')
    await client.query('select pg_reload_conf()')
    const isOn = () => client.query<{ ssl: string }>('show ssl').then(({ rows }) => rows[0]?.ssl)
    await expect.poll(isOn).toBe('on')
    await client.end()
  }
})
