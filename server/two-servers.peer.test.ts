import { Secret } from '@gatehouse/contract'
import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import { ranAgainst } from '../test/peers/journal.ts'
import { withPeer } from '../test/peers/needs.ts'
import { postgresMissing } from '../test/peers/postgres/installation.ts'
import { type Postgres, startPostgres } from '../test/peers/postgres/postgres.ts'
import { type Running, running } from './server.scenario.ts'
import type { Store } from './store/database.ts'
import { openStore } from './store/open.ts'

// In one process on PGlite requests come to the database one after the other; here each server has its own connections.

withPeer('Two servers on one PostgreSQL', postgresMissing(), () => {
  let postgres: Postgres
  let stores: Store[]
  let unlocked = 0
  let one: Running
  let other: Running
  beforeAll(async () => {
    postgres = await startPostgres()
    ranAgainst(import.meta.url, `PostgreSQL ${postgres.version}`)
    const open = async () => {
      const store = await openStore({ url: new Secret(postgres.url) })
      return { store, server: await running(store, { directory: { unlock: async () => { unlocked++ } } }) }
    }
    const [first, second] = [await open(), await open()]
    stores = [first.store, second.store]
    one = first.server
    other = second.server
  })
  afterAll(async () => {
    await Promise.all([one.close(), other.close()])
    await Promise.all(stores.map((store) => store.close()))
    await postgres.stop()
  })

  const rowsOf = async (query: string) => (await stores[0]?.database.execute(query))?.rows ?? []
  const saidBy = (answers: Awaited<ReturnType<Running['send']>>[]) => answers.map(({ view, problem }) => view?.step.kind ?? problem?.code).toSorted()

  it('[S-13] of simultaneous right answers, one at each, one wins', async () => {
    for (let round = 0; round < 10; round++) {
      const { token, view } = await one.begin('ada')
      const answer = { stepToken: view.stepToken, answer: one.code() }
      const both = await Promise.all([one, other].map((server) => server.call('answer', token, answer)))
      expect(saidBy(both)).toEqual(['choice', 'step-used'])
    }
  })

  it('[S-13] simultaneous wrong answers, many at each, are one try', async () => {
    const { token, view } = await one.begin('ada')
    const answer = { stepToken: view.stepToken, answer: '000000' }
    const many = await Promise.all(Array.from({ length: 6 }, (_, index) => (index % 2 ? one : other).call('answer', token, answer)))
    expect(saidBy(many)).toEqual(['code', ...Array.from({ length: 5 }, () => 'step-used')])
    expect((await other.call('read', token, {})).view?.step).toMatchObject({ kind: 'code', triesLeft: 2 })
  })

  it('[S-13] of simultaneous choices, one at each, one is carried out', async () => {
    for (let round = 0; round < 10; round++) {
      const before = unlocked
      const { token, view } = await one.proven('ada')
      const choice = { stepToken: view.stepToken, choice: 'unlock' } as const
      const both = await Promise.all([one, other].map((server) => server.call('choose', token, choice)))
      expect(saidBy(both)).toEqual(['done', 'step-used'])
      expect(unlocked - before).toBe(1)
    }
  })

  it('[S-11 S-12] budgets are one for both: whoever spends them at one has spent them at the other, and the table names nobody', async () => {
    const servers = await Promise.all(stores.map((store) => running(store, { budgets: true })))
    const [here, there] = servers
    if (!here || !there) expect.fail('two servers')
    try {
      for (const server of [here, there]) {
        const { token, view } = await server.begin('grace')
        let { stepToken } = view
        for (let tried = 0; tried < 3; tried++) stepToken = (await server.call('answer', token, { stepToken, answer: '000000' })).view?.stepToken ?? expect.fail('not judged')
      }
      for (const server of [here, there]) {
        const { problem, headers } = await server.call('begin', null, { account: 'CORP\\Grace', language: 'en' })
        expect(problem).toMatchObject({ code: 'too-many-tries', status: 429 })
        expect(problem?.waitSeconds).toBeGreaterThan(50)
        expect(headers.get('retry-after')).toBe(String(problem?.waitSeconds))
      }
      // The record is written beside the answer.
      await vi.waitFor(async () => expect(await rowsOf(`select entry from gatehouse_audit.entries where entry->>'kind' = 'wait'`)).not.toHaveLength(0))
      expect(await rowsOf('select * from budgets')).not.toHaveLength(0)
      expect(JSON.stringify(await rowsOf('select * from budgets'))).not.toMatch(/grace|127\.0\.0\.1|home\.example/iu)
    } finally {
      await Promise.all(servers.map((server) => server.close()))
    }
  })
})
