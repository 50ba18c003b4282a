import { mkdtempSync, rmSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Problem, VERSION_HEADER } from '@gatehouse/contract'
import { type RegistrationInput, type RegistrationOperationName, registrationOperations, REGISTRATION_COOKIE, RegistrationView } from '@gatehouse/contract/registration'
import * as v from 'valibot'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { onBothDatabases } from '../test/peers/databases.ts'
import { ranAgainst } from '../test/peers/journal.ts'
import { type Smtp, smtpServerVersion, startSmtp } from '../test/peers/smtp/smtp.ts'
import { writeBarePortal } from '../test/world/bare-portal.ts'
import { demoPeople } from './directory/demo/people.ts'
import { asked, ORIGIN } from './portal-page.scenario.ts'
import { type Different, type Running, running } from './server.scenario.ts'
import type { Store } from './store/database.ts'

// The whole server over HTTP, with a real mail server. Active Directory has tests of its own (sign-in/, directory/); here the demo directory stands in for it.

const [, { password: GRACE, id: PERSON }] = demoPeople

onBothDatabases(import.meta.url, (database) => {
  let store: Store
  let smtp: Smtp
  const servers: Running[] = []
  const folder = mkdtempSync(join(tmpdir(), 'gatehouse-portal-'))

  beforeAll(async () => {
    store = await database.open()
    smtp = await startSmtp()
    ranAgainst(import.meta.url, `smtp-server ${smtpServerVersion}`)
    writeBarePortal(folder)
  })
  afterAll(async () => {
    await Promise.all([store.close(), smtp.stop()])
    rmSync(folder, { recursive: true, force: true })
  })
  afterEach(async () => {
    for (const server of servers.splice(0)) await server.close()
    for (const table of ['registrations', 'registered_people', 'visits', 'used_links', 'budgets']) await store.database.execute(`delete from ${table}`)
  })

  /** @param inside whether whoever asks counts as in the company's network */
  async function start({ inside = true, ...different }: Different & { inside?: boolean } = {}) {
    const mail = { host: smtp.host, port: smtp.port, tls: 'starttls' as const, ca: await readFile(smtp.caFile, 'utf8'), from: 'Gatehouse <gatehouse@corp.example>' }
    const server = await running(store, {
      mail, helpdeskMail: 'helpdesk@corp.example', portal: { origin: ORIGIN, insideNetworks: inside ? ['127.0.0.1'] : [], effortBits: 0, folder },
      ...different, directory: { managerMail: async () => 'boss@corp.example', ...different.directory },
    })
    servers.push(server)
    return server
  }

  async function ask<N extends RegistrationOperationName>(server: Running, name: N, input: RegistrationInput<N>, cookie = '', headers: Record<string, string> = {}) {
    const { method, path } = registrationOperations[name]
    const { status, text: said, setCookie } = await asked(server, method, path, method === 'POST' ? JSON.stringify(input) : undefined, { ...(cookie && { cookie }), ...headers })
    const data: unknown = JSON.parse(said)
    return {
      status, data, setCookie, cookie: setCookie.split(';')[0] ?? '',
      view: v.is(RegistrationView, data) ? data : undefined, problem: v.is(Problem, data) ? data : undefined,
    }
  }

  const signIn = (server: Running) => ask(server, 'signIn', { account: 'grace', password: GRACE, language: 'en' })
  const codeTo = async (to: string, counter = 0) => {
    await expect.poll(() => smtp.messages().filter((mail) => mail.to.includes(to) && mail.subject.includes('code')).length).toBeGreaterThan(counter)
    return smtp.messages().filter((mail) => mail.to.includes(to) && mail.subject.includes('code'))[counter]?.code() ?? ''
  }

  test('[S-16 F-17] an address is registered by the code that came to it, told everywhere, and taken back by one press, which stops whoever is getting in by it and brings nothing old back', async () => {
    const server = await start()
    const { cookie, view } = await signIn(server)
    expect(view).toMatchObject({ account: 'grace', step: { kind: 'overview' }, items: [{ whose: 'company', shown: '••• 02' }, { whose: 'company', shown: 'g•••@h•••' }] })
    expect((await ask(server, 'offerMail', { address: 'grace@new.example' }, cookie)).view?.step).toMatchObject({ kind: 'prove', shown: 'grace@new.example' })
    const code = await codeTo('grace@new.example')
    const both = await Promise.all([ask(server, 'prove', { code }, cookie), ask(server, 'prove', { code }, cookie)])
    // [S-13] Two at once: one registers.
    expect(both.map(({ status }) => status).toSorted()).toEqual([200, 409])
    expect((await ask(server, 'registered', {}, cookie)).view).toMatchObject({ items: [{ item: 'mail-1', whose: 'own', shown: 'grace@new.example', whole: true }, { whose: 'company' }, { whose: 'company', whole: false }] })
    expect((await ask(server, 'prove', { code }, cookie)).problem?.code).toBe('not-possible-now')

    const told = ['grace@home.example', 'grace@corp.example', 'boss@corp.example']
    const notices = await Promise.all(told.map((to) => smtp.next({ to })))
    for (const { text: said } of notices) expect(said).toMatch(/account grace .* a mail address was registered/su)
    expect(smtp.messages().filter(({ to }) => to.includes('grace@new.example'))).toHaveLength(1)
    const token = /#not-me=(\S+)/u.exec(notices[2]?.text ?? '')?.[1] ?? ''

    // A scanner that follows the link gets the page, and freezes nothing.
    const page = await asked(server, 'GET', '/register')
    expect([page.status, page.text]).toEqual([200, expect.stringContaining('register.html')])
    expect((await ask(server, 'registered', {}, cookie)).view?.step.kind).toBe('overview')

    // Whoever registered it is about to set a password by it, and has a second recovery whose code has come.
    const thief = await server.begin('grace')
    const passed = await server.call('answer', thief.token, { stepToken: thief.view.stepToken, answer: await codeTo('grace@new.example', 1) })
    const chosen = await server.call('choose', thief.token, { stepToken: passed.view?.stepToken ?? '', choice: 'set-password' })
    expect(chosen.view?.step.kind).toBe('new-password')
    const early = await server.begin('grace')
    const unused = await codeTo('grace@new.example', 2)

    const pressed = await ask(server, 'notMe', { token })
    expect(pressed.status).toBe(200)
    // Neither what was passed nor what was sent leads on; the account is as it was.
    const set = await server.call('setPassword', thief.token, { stepToken: chosen.view?.stepToken ?? '', password: 'Thief-Chose-This-9' })
    expect([set.problem?.code, (await server.call('read', thief.token, {})).view?.step]).toEqual(['not-possible-now', { kind: 'ended', reason: 'stopped' }])
    expect((await server.call('answer', early.token, { stepToken: early.view.stepToken, answer: unused })).view?.step).toMatchObject({ kind: 'code', error: 'code-wrong' })
    expect((await signIn(server)).view?.step.kind, 'the password from before').toBe('frozen')
    expect((await ask(server, 'registered', {}, cookie)).view).toMatchObject({ step: { kind: 'frozen', ...v.parse(v.object({ caseNumber: v.string() }), pressed.data) } })
    expect((await ask(server, 'offerMail', { address: 'other@new.example' }, cookie)).problem?.code).toBe('not-possible-now')
    expect((await ask(server, 'notMe', { token })).data).toEqual(pressed.data)
    const alarm = await smtp.next({ to: 'helpdesk@corp.example' })
    expect(alarm.text).toContain(v.parse(v.object({ caseNumber: v.string() }), pressed.data).caseNumber)
    const { rows } = await store.database.execute(`select kind from registrations where person = '${PERSON}' and former_until is null`)
    expect(rows).toEqual([{ kind: 'mail' }])
    expect(server.lines.join('')).not.toMatch(/new\.example|#not-me/u)
    expect(server.lines.join('')).not.toContain(code)
  })

  test('[S-16] from outside the address that the company holds is asked first; what is new then rests for a day', async () => {
    const server = await start({ inside: false })
    const { cookie, view } = await signIn(server)
    expect(view?.step).toMatchObject({ kind: 'step-up', why: 'first', ways: [{ item: 'mail-company', way: 'email' }] })
    expect((await ask(server, 'offerMail', { address: 'grace@new.example' }, cookie)).problem?.code).toBe('step-up-needed')
    const before = smtp.messages().filter(({ to, subject }) => to.includes('grace@home.example') && subject.includes('code')).length
    await ask(server, 'stepUp', { item: 'mail-company', way: 'email' }, cookie)
    expect((await ask(server, 'prove', { code: await codeTo('grace@home.example', before) }, cookie)).view).toMatchObject({ done: 'proved', step: { kind: 'overview' } })
    const sent = smtp.messages().filter(({ to, subject }) => to.includes('grace@new.example') && subject.includes('code')).length
    await ask(server, 'offerMail', { address: 'grace@new.example' }, cookie)
    const done = await ask(server, 'prove', { code: await codeTo('grace@new.example', sent) }, cookie)
    expect(done.view).toMatchObject({ done: 'registered' })
    expect(done.view?.items.find(({ whose }) => whose === 'own')?.outsideIn).toBeGreaterThan(86_000)
    server.pass(1)
    const next = await signIn(server)
    expect(next.view?.step).toMatchObject({ kind: 'step-up', why: 'change', ways: [{ item: 'mail-company' }] })
  })

  test('[S-10] nobody, somebody with a wrong password, and one who is locked are refused alike', async () => {
    const server = await start()
    const tries = await Promise.all([['nobody', 'x'], ['grace', 'wrong'], ['ada', demoPeople[0].password], ['linus', demoPeople[2].password]].map(([account = '', password = '']) =>
      ask(server, 'signIn', { account, password, language: 'en' })))
    for (const { status, problem, cookie } of tries) expect([status, { ...problem, correlation: '' }, cookie]).toEqual([403, { ...tries[0]?.problem, correlation: '' }, ''])
  })

  test('[S-16 S-21] the cookie of a sign-in is this host’s alone, opens nothing of a recovery, and no other page and no client of ours comes in', async () => {
    const server = await start()
    const { cookie, setCookie } = await signIn(server)
    expect(cookie).toMatch(new RegExp(`^${REGISTRATION_COOKIE}=[\\w-]{43}$`, 'u'))
    expect(setCookie).toMatch(/; Path=\/; Secure; HttpOnly; SameSite=Strict$/u)
    const recovery = cookie.replace(REGISTRATION_COOKIE, '__Host-gatehouse-recovery')
    expect((await ask(server, 'registered', {}, recovery)).problem?.code).toBe('not-signed-in')
    expect((await asked(server, 'GET', '/v1/recoveries/current', undefined, { cookie: recovery })).status).toBe(401)
    for (const wrong of [{ origin: 'https://evil.example' }, { host: 'evil.example' }, { 'sec-fetch-site': 'cross-site' }]) expect((await ask(server, 'registered', {}, cookie, wrong)).status).toBeGreaterThan(400)
    const bare = await fetch(`${server.url}/v1/registration`, { headers: { [VERSION_HEADER]: '1', authorization: `Bearer ${cookie.slice(-43)}` } })
    expect(bare.status).toBe(403)
    // Another sign-in in the same browser ends this one; whoever had its cookie has nothing by it.
    await ask(server, 'offerMail', { address: 'planted@new.example' }, cookie)
    const again = await ask(server, 'signIn', { account: 'grace', password: GRACE, language: 'en' }, cookie)
    expect((await ask(server, 'registered', {}, cookie)).problem?.code).toBe('not-signed-in')
    expect((await ask(server, 'registered', {}, again.cookie)).view?.step.kind).toBe('overview')
    expect((await store.database.execute(`select state->'place' as place from visits order by version desc, id limit 1`)).rows).toEqual([{ place: { at: 'over' } }])
    expect(await ask(server, 'signOut', {}, again.cookie)).toMatchObject({ status: 200, cookie: `${REGISTRATION_COOKIE}=` })
    // Also where there is nothing to end any more.
    expect(await ask(server, 'signOut', {}, again.cookie)).toMatchObject({ status: 401, cookie: `${REGISTRATION_COOKIE}=` })
    expect((await ask(server, 'registered', {}, again.cookie)).problem?.code).toBe('not-signed-in')
  })

  test('[S-19] what is offered and not yet proved is in no table in the clear, and goes with the sign-in', async () => {
    const server = await start()
    const { cookie } = await signIn(server)
    await ask(server, 'offerMail', { address: 'planted@new.example' }, cookie)
    const dump = async () => JSON.stringify((await store.database.execute('select * from visits')).rows)
    expect(await dump()).toContain('"proof"')
    expect(await dump()).not.toContain('planted')
  })
})
