import { operations, Secret } from '@gatehouse/contract'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { newSigner, proofOf } from '../client/device-proof.ts'
import { ranAgainst } from '../test/peers/journal.ts'
import { withPeer } from '../test/peers/needs.ts'
import { postgresMissing } from '../test/peers/postgres/installation.ts'
import { type Postgres, startPostgres } from '../test/peers/postgres/postgres.ts'
import { codeHashes } from './devices/codes.ts'
import { aToken, machine, publicUrl } from './machine.scenario.ts'
import { loadPolicy } from './policy/load.ts'
import { codesKey, type Running, running } from './server.scenario.ts'
import type { Store } from './store/database.ts'
import { addDeviceCode, listDevices } from './store/device-list.ts'
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
      return { store, server: await running(store, { directory: { unlock: async () => { unlocked++ } }, devices: { url: publicUrl } }) }
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
      await expect.poll(() => rowsOf(`select entry from gatehouse_audit.entries where entry->>'kind' = 'wait'`)).not.toHaveLength(0)
      expect(await rowsOf('select * from budgets')).not.toHaveLength(0)
      expect(JSON.stringify(await rowsOf('select * from budgets'))).not.toMatch(/grace|127\.0\.0\.1|home\.example/iu)
    } finally {
      await Promise.all(servers.map((server) => server.close()))
    }
  })

  describe('one machine at both', () => {
    const before = () => rowsOf('delete from budgets')
    /** Enrolled at the first; the second knows it by the database alone. */
    async function enrolled(at: readonly [Running, Running] = [one, other], forgetful = true) {
      const [store] = stores
      if (!store) expect.fail('no store')
      const code = aToken().replaceAll(/[_-]/gu, '7')
      await addDeviceCode(store.database, () => {}, { id: code.slice(0, 8), hash: codeHashes(new Secret(code), [codesKey])[0] ?? '', group: 'Front desk', most: 1, minutes: 60 })
      const here = await machine(at[0].url, { ...(forgetful && { before }) })
      await here.greet()
      expect(await here.enrol(code)).toMatchObject({ status: 200 })
      const there = await machine(at[1].url, { key: here.own, ...(forgetful && { before }) })
      there.id = here.id
      await there.greet()
      return { here, there, state: async () => (await listDevices(store.database)).find(({ id }) => id === here.id)?.state }
    }

    it('[S-06 S-07] that one enrolled, the other judges: its nonces, tickets and recoveries hold at both', async () => {
      const { here, there } = await enrolled()
      expect(there.nonce).toBe(here.nonce)
      const given = await there.next()
      const { token, status } = await there.begin(given)
      expect(status).toBe(200)
      for (const each of [here, there]) expect(await each.on('read', token, given.signer)).toMatchObject({ status: 200 })
      expect(await here.on('read', token, await newSigner())).toMatchObject({ problem: { code: 'unknown-recovery' } })
    })

    it('[S-06] a proof that was used at one is refused at the other, and of two at once one counts', async () => {
      const { here, there } = await enrolled()
      const given = await here.next()
      const { token } = await here.begin(given)
      const { method, path } = operations.read
      const aProof = () => proofOf({ method, url: `${publicUrl}${path}`, nonce: here.nonce, token }, given.signer)
      const first = { proof: await aProof() }
      expect(await here.on('read', token, given.signer, undefined, first)).toMatchObject({ status: 200 })
      expect(await there.on('read', token, given.signer, undefined, first)).toMatchObject({ problem: { code: 'device-proof-refused' } })
      for (let round = 0; round < 10; round++) {
        const same = { proof: await aProof() }
        const both = await Promise.all([here, there].map((each) => each.on('read', token, given.signer, undefined, same)))
        expect(both.map(({ status }) => status).toSorted()).toEqual([200, 401])
      }
    })

    it('[S-06] of one number with two keys, one at each at once, at most one begins and the copy is known to both', async () => {
      const { here, there, state } = await enrolled()
      const answers = await Promise.all([here.begin(await here.next(1)), there.begin(await there.next(1))])
      expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 403])
      expect(await state()).toBe('copied')
      for (const each of [here, there]) expect(await each.begin(await each.next(2))).toMatchObject({ problem: { code: 'device-unknown' } })
    })

    it('[S-11] it has a budget of its own, one at both: spent, it begins nothing more, and another machine and whoever has none still do', async () => {
      const few = loadPolicy('version: 1\nworkflows: [{ name: Everybody, gates: [email-code], needed: 1 }]\nbudgets: { device: { recoveries: 5 } }\n', 'policy.yaml')
      if (!few.ok) expect.fail('the policy does not load')
      await before()
      const servers = await Promise.all(stores.map((store) => running(store, { budgets: true, devices: { url: publicUrl }, policy: few.policy })))
      try {
        const [first, second] = servers
        if (!first || !second) expect.fail('two servers')
        const { here, there } = await enrolled([first, second], false)
        const another = await enrolled([first, second], false)
        // Each time somebody else: their own budgets are not what refuses.
        for (let number = 1; number <= 5; number++) {
          const at = number % 2 ? here : there
          expect(await at.begin(await at.next(number), `somebody-${number}`)).toMatchObject({ status: 200 })
        }
        for (const at of [here, there]) expect(await at.begin(await at.next(at === here ? 6 : 7), 'somebody-6')).toMatchObject({ status: 429, problem: { code: 'too-many-tries' } })
        expect(await another.there.begin(await another.there.next(), 'somebody-7')).toMatchObject({ status: 200 })
        expect(await first.call('begin', null, { account: 'somebody-8', language: 'en' })).toMatchObject({ status: 200 })
      } finally {
        await Promise.all(servers.map((server) => server.close()))
        await before()
      }
    })
  })
})
