import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Secret } from '@gatehouse/contract'
import { TICKET_TYPE } from '@gatehouse/contract/devices'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { corpDirectory, noDomain, sambaVersion } from '../test/peers/directory/corp-directory.ts'
import { ranAgainst } from '../test/peers/journal.ts'
import { withPeer } from '../test/peers/needs.ts'
import { postgresMissing } from '../test/peers/postgres/installation.ts'
import { type Postgres, startPostgres } from '../test/peers/postgres/postgres.ts'
import { type Domain, startDomain } from '../test/peers/samba/domain.ts'
import { firstValue } from '../test/peers/samba/ldif.ts'
import { writeBarePortal } from '../test/world/bare-portal.ts'
import { codeHashes } from './devices/codes.ts'
import { aToken, type Machine, machine, publicUrl } from './machine.scenario.ts'
import { loadPolicy } from './policy/load.ts'
import { ORIGIN } from './portal-page.scenario.ts'
import type { Registration } from './registration/ports.ts'
import { registrationKeys } from './registration/seal.ts'
import { newSigner } from './devices/signed.scenario.ts'
import { codesKey, config, type Running, running } from './server.scenario.ts'
import { addDeviceCode, changeDevices } from './store/device-list.ts'
import type { Store } from './store/database.ts'
import { openStore } from './store/open.ts'
import { storedRegistrations } from './store/registrations.ts'

// What a machine is told of whoever signs in at it: the whole server, a real Active Directory, PostgreSQL.

const missing = (await noDomain()) ?? postgresMissing()
const DAY = 86_400_000
const both = loadPolicy('version: 1\nworkflows: [{ name: Everybody, gates: [email-code, sms-code], needed: 2 }]\nregistration: { fromDirectory: false }\n', 'policy.yaml')

withPeer('whether somebody who has signed in at a machine has to register', missing, () => {
  let [domain, postgres, store, server]: [Domain?, Postgres?, Store?, Running?] = []
  let known: ReturnType<typeof corpDirectory>['directory']
  let one: Machine
  const folder = mkdtempSync(join(tmpdir(), 'gatehouse-portal-'))

  beforeAll(async () => {
    if (!both.ok) throw new Error('the policy of this test does not load')
    writeBarePortal(folder)
    ;[domain, postgres] = await Promise.all([startDomain(), startPostgres()])
    for (const what of [await sambaVersion(), `PostgreSQL ${postgres.version}`]) ranAgainst(import.meta.url, what)
    store = await openStore({ url: new Secret(postgres.url) })
    known = corpDirectory(domain).directory
    server = await running(store, {
      directory: { ...known, close: () => Promise.resolve() }, policy: both.policy, devices: { url: publicUrl }, portal: { origin: ORIGIN, insideNetworks: [], effortBits: 0, folder },
      // Nobody listens there: nothing is sent.
      sms: {
        country: 'DE',
        providers: [{ kind: 'smpp', name: 'smpp', makesOwnText: false, host: '127.0.0.1', port: 1, tls: true, signIn: { user: 'gatehouse', password: new Secret('none') }, systemType: '', from: 'Contoso', window: 1 }],
      },
    })
    one = await enrolled()
  })
  afterAll(async () => {
    await server?.close()
    await Promise.all([known.close(), store?.close()])
    await Promise.all([domain?.stop(), postgres?.stop()])
    rmSync(folder, { recursive: true, force: true })
  })

  const there = <T>(part: T | undefined): T => {
    if (part === undefined) throw new Error('it did not start')
    return part
  }
  const rows = async (text: string) => (await there(store).database.execute(text)).rows
  const sidOf = async (account: string) => firstValue(await there(domain).database.find(`(sAMAccountName=${account})`, ['objectSid']), 'objectSid') ?? ''
  const ask = async (sid: string, at = one) => at.remind(await at.reminder(sid))

  async function enrolled(): Promise<Machine> {
    const text = aToken().replaceAll(/[_-]/gu, '7')
    await addDeviceCode(there(store).database, () => {}, { id: text.slice(0, 8), hash: codeHashes(new Secret(text), [codesKey])[0] ?? '', group: 'Front desk', most: 1, minutes: 60 })
    const anew = await machine(there(server).url, { before: () => rows('delete from budgets') })
    await anew.greet()
    expect(await anew.enrol(text)).toMatchObject({ status: 200 })
    return anew
  }

  /** As the portal would, once the code has come back. */
  async function register(account: string, ...items: Pick<Registration, 'kind' | 'value'>[]) {
    const registrations = storedRegistrations({
      database: there(store).database, keys: registrationKeys(config.registrationKeys), now: Date.now, tell: () => {}, enqueue: () => Promise.resolve(), log: { error: () => {} },
    })
    const seen = await registrations.read(await known.find(account) ?? '')
    const at = Date.now()
    expect(await registrations.put(seen, items.map((item) => ({ ...item, slot: '1', origin: 'self', provedAt: at, outsideFrom: at + DAY, confirmedAt: at })))).toBe(true)
  }

  test('[S-10] yes as long as one thing of two is missing, then no; the record says who, the answer never', async () => {
    const grace = await sidOf('grace')
    expect(grace).toMatch(/^S-1-5-21-/u)
    const none = await ask(grace)
    await register('grace', { kind: 'mail', value: new Secret('grace@private.example') })
    const half = await ask(grace)
    await register('grace', { kind: 'number', value: new Secret('+491713920012') })
    const whole = await ask(grace)
    expect([none, half, whole].map(({ status, remind }) => [status, remind])).toEqual([[200, true], [200, true], [200, false]])
    const [entry] = await rows(`select entry from gatehouse_audit.entries where entry->>'kind' = 'reminder-answered' order by seq desc limit 1`)
    expect(entry).toMatchObject({ entry: { device: one.id, remind: false, person: expect.any(String) as string } })
    expect(there(server).lines.some((line) => line.includes(grace))).toBe(false)
  })

  test('[S-10 S-17] nobody, a group, a computer, whoever is disabled and whoever is never recovered here are all the same answer', async () => {
    const nobody = (await sidOf('grace')).replace(/\d+$/u, '999999')
    const answers = []
    for (const sid of [nobody, 'S-1-5-18', 'S-1-5-21-4294967296-9999999999-1-1', await sidOf('Domain Users'), await sidOf('linus'), await sidOf('barbara')]) answers.push(await ask(sid))
    expect(answers.map(({ status, remind }) => [status, remind])).toEqual(answers.map(() => [200, false]))
    // The same people, were they what others are: it is what they are that decides.
    expect(await ask(await sidOf('hedy'))).toMatchObject({ remind: true })
  })

  test('[S-06] a reminder of another purpose, server, key or machine is none, and none counts twice', async () => {
    const sid = await sidOf('hedy')
    const stranger = await newSigner()
    for (const wrong of [{ type: TICKET_TYPE }, { aud: 'https://elsewhere.example' }, { by: stranger }]) {
      expect(await one.remind(await one.reminder(sid, wrong))).toMatchObject({ status: 401, problem: { code: 'device-proof-refused' } })
    }
    expect(await one.remind('x')).toMatchObject({ problem: { code: 'device-proof-refused' } })
    const other = await enrolled()
    expect(await one.remind(await one.reminder(sid, { device: other.id }))).toMatchObject({ problem: { code: 'device-proof-refused' } })
    const ticket = await one.reminder(sid)
    const twice = await Promise.all([one.remind(ticket), one.remind(ticket)])
    expect(twice.map(({ status }) => status).toSorted()).toEqual([200, 401])
    expect(await one.remind(ticket)).toMatchObject({ problem: { code: 'ticket-over' } })
    // Nor does one begin a recovery.
    const { signer } = await one.next()
    expect(await one.begin({ signer, ticket: await one.reminder(sid) })).toMatchObject({ problem: { code: 'device-proof-refused' } })
  })

  test('[S-06] reminders and recoveries of one machine, in whatever order, make none of each other late', async () => {
    const at = await enrolled()
    const sid = await sidOf('hedy')
    const [first, second, third] = [await at.reminder(sid), await at.reminder(sid), await at.reminder(sid)]
    const [early, late] = [await at.next(), await at.next()]
    expect(await at.remind(third)).toMatchObject({ status: 200 })
    expect(await at.begin(early)).toMatchObject({ status: 200 })
    expect(await at.remind(first)).toMatchObject({ status: 200 })
    expect(await at.begin(late)).toMatchObject({ status: 200 })
    expect(await at.remind(second)).toMatchObject({ status: 200 })
    expect(await rows(`select 1 from gatehouse_audit.entries where entry->>'kind' = 'device-behind'`)).toEqual([])
  })

  test('[S-07] a machine that was revoked is told nothing', async () => {
    const at = await enrolled()
    await changeDevices(there(store).database, () => {}, 'revoked', [at.id])
    expect(await ask(await sidOf('hedy'), at)).toMatchObject({ status: 403, problem: { code: 'device-unknown' } })
  })

  test('[S-10 S-11] of no more than fifty people in a day, whether they are there or not; those whom it asked about before it may ask about again', async () => {
    const at = await enrolled()
    const hedy = await sidOf('hedy')
    expect(await ask(hedy, at)).toMatchObject({ status: 200 })
    await rows(`update budgets set used = 50 where kind = 'reminder' and name not like '%.%' and forget_at = (select max(forget_at) from budgets where kind = 'reminder' and name not like '%.%')`)
    for (const sid of [await sidOf('ada'), hedy.replace(/\d+$/u, '999999')]) expect(await ask(sid, at)).toMatchObject({ status: 429, problem: { code: 'too-many-tries' } })
    expect(await ask(hedy, at)).toMatchObject({ remind: true })
    // What another machine asks is another matter.
    expect(await ask(await sidOf('ada'))).toMatchObject({ status: 200 })
  })
})
