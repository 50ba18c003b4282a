import { Secret } from '@gatehouse/contract'
import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import { ranAgainst } from '../../test/peers/journal.ts'
import { withPeer } from '../../test/peers/needs.ts'
import { postgresMissing } from '../../test/peers/postgres/installation.ts'
import { type Postgres, startPostgres } from '../../test/peers/postgres/postgres.ts'
import type { Store } from './database.ts'
import { openStore } from './open.ts'

withPeer('What servers tell each other', postgresMissing(), () => {
  let postgres: Postgres
  let one: Store
  let other: Store
  beforeAll(async () => {
    postgres = await startPostgres()
    ranAgainst(import.meta.url, `PostgreSQL ${postgres.version}`)
    one = await openStore({ url: new Secret(postgres.url) })
    other = await openStore({ url: new Secret(postgres.url) })
  })
  afterAll(async () => {
    await Promise.all([one.close(), other.close()])
    await postgres.stop()
  })

  it('[F-32] is heard by the other, also after its connection broke, and not once it has ended', async () => {
    const heard: string[] = []
    const end = one.listen?.('changes_of_a_test', (text) => heard.push(text)) ?? expect.fail('PostgreSQL has others')
    const tell = (text: string) => other.database.execute(sql`select pg_notify('changes_of_a_test', ${text})`)
    await vi.waitFor(async () => { await tell('first'); expect(heard).toContain('first') }, { timeout: 10_000 })
    await other.database.execute(sql`select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'gatehouse-listen'`)
    await vi.waitFor(async () => { await tell('second'); expect(heard).toContain('second') }, { timeout: 10_000 })
    await end()
    heard.length = 0
    await tell('third')
    await vi.waitFor(async () => {
      const { rows } = await other.database.execute(sql`select 1 from pg_stat_activity where application_name = 'gatehouse-listen'`)
      expect(rows).toEqual([])
    }, { timeout: 10_000 })
    expect(heard).toEqual([])
  })
})
