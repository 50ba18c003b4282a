import { createHash } from 'node:crypto'
import { Secret } from '@gatehouse/contract'
import { NONCE_HEADER, TICKET_HEADER } from '@gatehouse/contract/devices'
import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { newSigner } from '../client/device-proof.ts'
import { onBothDatabases, type TestDatabase } from '../test/peers/databases.ts'
import { codeHashes } from './devices/codes.ts'
import { proofHeader, signedBy } from './devices/signed.scenario.ts'
import { aToken, type Machine, machine, publicUrl } from './machine.scenario.ts'
import { codesKey, type Running, running } from './server.scenario.ts'
import { addDeviceCode, changeDevices, listDevices } from './store/device-list.ts'
import type { Store } from './store/database.ts'

// Enrolled workstations at the whole server, whose public address is another than the one at which it listens.
onBothDatabases(import.meta.url, (database: TestDatabase) => {
  let store: Store
  let server: Running
  beforeAll(async () => {
    store = await database.open()
    server = await running(store, { devices: { url: publicUrl } })
  })
  afterAll(async () => {
    await server.close()
    await store.close()
  })

  const code = async (count = 1, hours = 8) => {
    const text = aToken().replaceAll(/[_-]/gu, '7')
    await addDeviceCode(store.database, () => {}, { id: text.slice(0, 8), hash: codeHashes(new Secret(text), [codesKey])[0] ?? '', group: 'Front desk', most: count, minutes: hours * 60 })
    return text
  }
  /** The same few people begin again and again: what budgets do is tried elsewhere. */
  const aMachine = (key?: Machine['own']) => machine(server.url, { ...(key && { key }), before: () => rows('delete from budgets') })
  async function enrolled(): Promise<Machine> {
    const one = await aMachine()
    await one.greet()
    expect(await one.enrol(await code())).toMatchObject({ status: 200 })
    return one
  }
  const rows = async (text: string) => (await store.database.execute(text)).rows
  const proofs = () => rows('select jti from device_proofs order by jti')
  const stateOf = async ({ id }: Machine) => (await listDevices(store.database)).find((one) => one.id === id)?.state
  const told = async (kind: string, id: string) => (await store.database.execute(sql`select 1 from gatehouse_audit.entries where entry->>'kind' = ${kind} and entry->>'device' = ${id}`)).rows.length

  describe('enrolment', () => {
    test('[S-07] a code of a group makes a machine known, and the same key again is the same device, at no cost', async () => {
      const one = await aMachine()
      const text = await code(1)
      expect(await one.enrol(text)).toMatchObject({ status: 401, problem: { code: 'nonce-needed' } })
      const first = await one.enrol(text.toLowerCase(), { name: 'FRONT-DESK-7' })
      expect(first).toMatchObject({ status: 200, device: one.id })
      expect(await one.enrol(text)).toMatchObject({ device: one.id })
      expect((await listDevices(store.database)).find(({ id }) => id === one.id)).toMatchObject({ name: 'FRONT-DESK-7', group: 'Front desk', state: 'known', seen: null })
      expect(await told('device-enrolled', one.id)).toBe(1)
    })

    test('[S-07] wrong, over and used up are one refusal; a key that was not shown to be held is another', async () => {
      const used = await code(1)
      const over = await code(5, 1)
      await rows(`update device_codes set expires_at = now() - interval '1 second' where most = 5`)
      const others = await enrolled()
      await others.enrol(used, { key: (await newSigner()).key }) // refused: proved by another key
      const [first, one] = [await aMachine(), await aMachine()]
      await Promise.all([first.greet(), one.greet()])
      await first.enrol(used)
      for (const text of [used, over, aToken(), 'x']) expect(await one.enrol(text)).toMatchObject({ status: 403, problem: { code: 'enrolment-refused' } })
      expect(await one.enrol(await code(), { key: others.own.key })).toMatchObject({ status: 401, problem: { code: 'device-proof-refused' } })
      expect(await one.enrol(await code(), { by: others.own })).toMatchObject({ problem: { code: 'device-proof-refused' } })
    })

    test('[S-07] of many at once for the last uses of a code as many are enrolled as it has', async () => {
      const text = await code(3)
      const all = await Promise.all(Array.from({ length: 8 }, () => aMachine()))
      await Promise.all(all.map((one) => one.greet()))
      const answers = await Promise.all(all.map((one) => one.enrol(text)))
      expect(answers.filter(({ status }) => status === 200)).toHaveLength(3)
      expect(answers.filter(({ problem }) => problem?.code === 'enrolment-refused')).toHaveLength(5)
    })

    test('two requests with the same key at once are one device, and cost the code one use', async () => {
      const text = await code(2)
      const one = await aMachine()
      await one.greet()
      const [a, b] = await Promise.all([one.enrol(text), one.enrol(text)])
      expect(a.device).toBe(b.device)
      const other = await aMachine()
      await other.greet()
      expect(await other.enrol(text)).toMatchObject({ status: 200 })
    })

    test('[S-11] codes that enrol nothing are counted for a network, and right ones are not', async () => {
      const one = await enrolled()
      await rows(`insert into budgets (kind, name, used, until, forget_at, refused) select kind, name, 60, 0, forget_at + 600000, false from budgets where kind = 'enrolment'
        on conflict (kind, name) do update set used = 60, forget_at = excluded.forget_at`)
      const wait = await one.enrol(aToken(), { key: (await newSigner()).key, by: await newSigner() })
      expect(wait.problem?.code).toBe('device-proof-refused')
      const fresh = await aMachine()
      await fresh.greet()
      const kept = await proofs()
      expect(await fresh.enrol(aToken())).toMatchObject({ status: 429, problem: { code: 'too-many-tries' } })
      // Whoever must wait leaves nothing behind: else anybody could fill the table.
      expect(await proofs()).toEqual(kept)
      await rows(`delete from budgets`)
    })
  })

  describe('a recovery that begins with a ticket', () => {
    test('[S-06 S-13] is bound to the ephemeral key for its whole life', async () => {
      const one = await enrolled()
      const given = await one.next()
      const { token, status, view } = await one.begin(given)
      expect(status).toBe(200)
      expect(await one.on('read', token, given.signer)).toMatchObject({ status: 200, view: { caseNumber: view?.caseNumber } })
      const other = await newSigner()
      const refused = [
        await one.on('read', token, other),
        await one.on('read', token, given.signer, undefined, { authorization: `Bearer ${token}` }),
        await one.on('read', token, one.own),
      ]
      expect(refused.map(({ problem }) => problem?.code)).toEqual(['unknown-recovery', 'unknown-recovery', 'unknown-recovery'])
      const step = { stepToken: view?.stepToken ?? '', answer: server.code() }
      expect(await one.on('answer', token, given.signer, step)).toMatchObject({ view: { step: { kind: 'choice' } } })
    })

    test('[S-13] one that began without is not opened by a proof', async () => {
      const one = await enrolled()
      const kept = await proofs()
      await server.begin('ada').then(async ({ token }) => {
        for (const signer of [one.own, await newSigner()]) expect(await one.on('read', token, signer)).toMatchObject({ status: 401, problem: { code: 'unknown-recovery' } })
        // A key that no ticket was for: anybody can make one, and proofs without end.
        expect(await proofs()).toEqual(kept)
        expect(await server.call('read', token, {})).toMatchObject({ status: 200 })
      })
    })

    test('[S-06] each wrong thing about the proof is refused by one code, and the right one still works afterwards', async () => {
      const one = await enrolled()
      const given = await one.next()
      const { token } = await one.begin(given)
      const { nonce } = one
      const old = 'A'.repeat(22)
      const claims = { htm: 'GET', htu: `${publicUrl}/v1/recoveries/current`, jti: 'B'.repeat(22), iat: 1, nonce }
      const without = await signedBy(given.signer, proofHeader(given.signer.key), claims)
      const codes: (string | undefined)[] = []
      for (const more of [
        { url: `${server.url}/v1/recoveries/current` }, { url: `${publicUrl}/v1/recoveries` }, { proof: without }, { proof: `${without}, ${without}` }, { proof: 'x' }, { proof: '' },
      ]) codes.push((await one.on('read', token, given.signer, undefined, more)).problem?.code)
      expect(new Set(codes)).toEqual(new Set(['device-proof-refused']))
      const stale = await one.on('read', token, given.signer, undefined, { nonce: old })
      expect(stale).toMatchObject({ status: 401, problem: { code: 'nonce-needed' } })
      expect(stale.headers.get('www-authenticate')).toBe('DPoP error="use_dpop_nonce", algs="ES256"')
      expect(stale.headers.get(NONCE_HEADER)).toBe(nonce)
      expect(await one.on('read', token, given.signer)).toMatchObject({ status: 200 })
      expect(server.lines.some((line) => line.includes('"why":"ath"'))).toBe(true)
    })

    test('[S-06] a proof works once', async () => {
      const one = await enrolled()
      const given = await one.next()
      const { token } = await one.begin(given)
      const ath = createHash('sha256').update(token).digest('base64url')
      const proof = await signedBy(given.signer, proofHeader(given.signer.key), { htm: 'GET', htu: `${publicUrl}/v1/recoveries/current`, jti: aToken().slice(0, 22), iat: 1, nonce: one.nonce, ath })
      const [a, b] = await Promise.all([one.on('read', token, given.signer, undefined, { proof }), one.on('read', token, given.signer, undefined, { proof })])
      expect([a.status, b.status].toSorted()).toEqual([200, 401])
      expect(await one.on('read', token, given.signer, undefined, { proof })).toMatchObject({ problem: { code: 'device-proof-refused' } })
    })

    test('[S-06] a nonce counts for a few minutes', async () => {
      const one = await enrolled()
      const given = await one.next()
      const { nonce } = one
      server.pass(250)
      expect(await one.begin(given, 'ada', { nonce })).toMatchObject({ problem: { code: 'nonce-needed' } })
      expect(await one.begin(given)).toMatchObject({ status: 200 })
    })
  })

  describe('a ticket', () => {
    test('[S-06] with one thing wrong begins nothing', async () => {
      const one = await enrolled()
      const other = await enrolled()
      const refusal = async (given: Awaited<ReturnType<Machine['next']>>, more = {}) => (await one.begin(given, 'ada', more)).problem?.code
      expect(await refusal(await one.next(1, { aud: 'https://other.example' }))).toBe('device-proof-refused')
      expect(await refusal(await one.next(1, { by: other.own }))).toBe('device-proof-refused')
      expect(await refusal(await one.next(1, { device: other.id }))).toBe('device-proof-refused')
      expect(await refusal({ ...await one.next(1), signer: await newSigner() })).toBe('device-proof-refused')
      expect(await refusal(await one.next(1), { ticket: 'x' })).toBe('device-proof-refused')
      expect(await refusal(await one.next(1), { proof: '' })).toBe('device-proof-refused')
      expect(await refusal(await one.next(1, { device: '00000000-0000-4000-8000-000000000000' }))).toBe('device-unknown')
      // None of it was counted: the first that is right is fresh.
      expect(await one.begin(await one.next(1))).toMatchObject({ status: 200 })
    })

    test('[S-06] lives a quarter of an hour from when it was first seen, by the database’s clock', async () => {
      const one = await enrolled()
      const given = await one.next()
      expect(await one.begin(given)).toMatchObject({ status: 200 })
      expect(await one.begin(given)).toMatchObject({ status: 200 })
      await rows(`update device_tickets set first_seen = first_seen - interval '15 minutes' where device = '${one.id}'`)
      const over = await one.begin(given)
      expect(over).toMatchObject({ status: 401, problem: { code: 'ticket-over' } })
      expect(over.headers.get('www-authenticate')).toContain('DPoP')
      expect(await one.begin(await one.next())).toMatchObject({ status: 200 })
    })

    test('[S-06] that comes after a newer one is refused and recorded, and the next works', async () => {
      const one = await enrolled()
      const late = await one.next(4)
      expect(await one.begin(await one.next(9))).toMatchObject({ status: 200 })
      expect(await one.begin(late)).toMatchObject({ problem: { code: 'ticket-over' } })
      expect(await one.begin(late)).toMatchObject({ problem: { code: 'ticket-over' } })
      expect(await told('device-behind', one.id)).toBe(1)
      expect(await one.begin(await one.next(10))).toMatchObject({ status: 200 })
    })

    test('[S-06] whose number another key had shows a copy: the device counts no more, what runs at it goes no further, and it is told', async () => {
      const original = await enrolled()
      const copy = await aMachine(original.own)
      copy.id = original.id
      await copy.greet()
      const given = await original.next()
      const { token } = await original.begin(given)
      expect(await copy.begin(await copy.next())).toMatchObject({ status: 403, problem: { code: 'device-unknown' } })
      expect(await stateOf(original)).toBe('copied')
      expect(await told('device-copied', original.id)).toBe(1)
      expect(await original.on('read', token, given.signer)).toMatchObject({ problem: { code: 'device-unknown' } })
      expect(await original.begin(await original.next())).toMatchObject({ problem: { code: 'device-unknown' } })
      // Not by the same key, whoever has a code.
      expect(await original.enrol(await code())).toMatchObject({ problem: { code: 'enrolment-refused' } })
      expect(await enrolled().then((anew) => anew.next().then((next) => anew.begin(next)))).toMatchObject({ status: 200 })
    })

    test('[S-06] of two that come at once with one number and two keys, at most one begins, and the copy is known', async () => {
      const original = await enrolled()
      const copy = await aMachine(original.own)
      copy.id = original.id
      await copy.greet()
      const answers = await Promise.all([original.begin(await original.next()), copy.begin(await copy.next())])
      expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 403])
      expect(await stateOf(original)).toBe('copied')
    })

    test('[S-07] a device that was revoked counts as none', async () => {
      const one = await enrolled()
      const given = await one.next()
      const { token } = await one.begin(given)
      expect(await changeDevices(store.database, () => {}, 'revoked', [one.id])).toEqual([{ id: one.id, done: true }])
      expect(await one.begin(given)).toMatchObject({ problem: { code: 'device-unknown' } })
      expect(await one.on('cancel', token, given.signer)).toMatchObject({ problem: { code: 'device-unknown' } })
    })

    test('[S-10] who exists is told by none of it: a refusal comes before a name is looked at', async () => {
      const one = await enrolled()
      const [given, over] = [await one.next(), await one.next(90)]
      await one.begin(over)
      const told = async (account: string) => {
        const wrong = await one.begin({ ...given, signer: await newSigner() }, account)
        const late = await one.begin(given, account)
        return [wrong.problem?.code, late.problem?.code]
      }
      expect(await told('ada')).toEqual(await told('nobody-at-all'))
      const next = await one.next(91)
      const views = [await one.begin(next, 'ada'), await one.begin(next, 'nobody-at-all')].map(({ view }) => ({ ...view, caseNumber: '', stepToken: '', mark: '' }))
      expect(views[0]).toEqual(views[1])
    })
  })

  test('[S-21] a page has no ticket: what a browser sends is taken for the portal’s, or refused', async () => {
    const one = await enrolled()
    const { ticket } = await one.next()
    expect(await one.send({ method: 'POST', path: '/v1/recoveries', body: { account: 'ada', language: 'en' }, headers: { origin: 'https://elsewhere.example', [TICKET_HEADER]: ticket } })).toMatchObject({ problem: { code: 'foreign-request' } })
    expect(await one.send({ method: 'POST', path: '/v1/devices', body: {}, headers: { origin: 'https://elsewhere.example' } })).toMatchObject({ problem: { code: 'foreign-request' } })
  })
})
