import { readFile } from 'node:fs/promises'
import { Secret } from '@gatehouse/contract'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { onBothDatabases } from '../test/peers/databases.ts'
import { ranAgainst } from '../test/peers/journal.ts'
import { opensslMissing } from '../test/peers/smtp/certificates.ts'
import { smtpServerVersion, startSmtp } from '../test/peers/smtp/smtp.ts'
import { DirectoryProblem } from './recovery/ports.ts'
import { type Different, type Running, running } from './server.scenario.ts'
import type { Store } from './store/database.ts'

// The whole server over HTTP. Active Directory has tests of its own; here the demo directory stands in for it.

onBothDatabases(import.meta.url, (database) => {
  let store: Store
  const servers: Running[] = []

  beforeAll(async () => { store = await database.open() })
  afterAll(() => store.close())
  afterEach(async () => {
    for (const server of servers.splice(0)) await server.close()
  })

  async function start(different: Different = {}): Promise<Running> {
    const server = await running(store, different)
    servers.push(server)
    return server
  }

  describe('both ways back in, over HTTP', () => {
    test('a locked account is unlocked and keeps its password', async () => {
      const server = await start()
      expect(await server.demo.signIn('ada', new Secret('Engine-Number-1843'))).toBe('locked')
      const { token, view } = await server.proven('CORP\\ada')
      expect(view.step).toMatchObject({ kind: 'choice', locked: true })
      const done = await server.call('choose', token, { stepToken: view.stepToken, choice: 'unlock' })
      expect(done.view?.step).toEqual({ kind: 'done', choice: 'unlock' })
      expect(await server.demo.signIn('ada', new Secret('Engine-Number-1843'))).toBe('ok')
    })

    test.skipIf(opensslMissing())('the code in the mail opens the gate, through a mail server that asks who we are', async () => {
      const login = { user: 'gatehouse', password: 'a password for mail' }
      const smtp = await startSmtp({ login })
      ranAgainst(import.meta.url, `smtp-server ${smtpServerVersion}`)
      try {
        const signIn = { user: login.user, password: new Secret(login.password) }
        const ca = await readFile(smtp.caFile, 'utf8')
        const server = await start({ mail: { host: smtp.host, port: smtp.port, tls: 'starttls', ca, signIn, from: 'Gatehouse <gatehouse@corp.example>' } })
        expect((await fetch(`${server.url}/v1/health`)).status).toBe(200)
        const { token, view } = await server.begin('ada')
        const answer = (await smtp.next({ to: 'ada@home.example', withCode: true })).code()
        expect((await server.call('answer', token, { stepToken: view.stepToken, answer })).view?.step.kind).toBe('choice')
      } finally {
        await smtp.stop()
      }
    })

    test('a new password is set, after one that the directory refuses and one that our own rules do', async () => {
      const server = await start()
      const { token, view } = await server.proven('grace@corp.example')
      const asked = await server.call('choose', token, { stepToken: view.stepToken, choice: 'set-password' })
      expect(asked.view?.step).toMatchObject({ kind: 'new-password', account: 'grace', rules: [{ rule: 'min-length' }, { rule: 'names' }, { rule: 'not-listed' }] })
      const short = await server.call('setPassword', token, { stepToken: asked.view?.stepToken ?? '', password: 'too short' })
      expect(short.view?.step).toMatchObject({ kind: 'new-password', error: 'password-refused' })
      const common = await server.call('setPassword', token, { stepToken: short.view?.stepToken ?? '', password: 'Dragon-1234567' })
      expect(common.view?.step).toMatchObject({ kind: 'new-password', error: 'password-refused', reason: 'common' })
      const done = await server.call('setPassword', token, { stepToken: common.view?.stepToken ?? '', password: 'A-Bug-In-The-Relay-1947' })
      expect(done.view?.step).toEqual({ kind: 'done', choice: 'set-password' })
      expect(await server.demo.signIn('grace', new Secret('A-Bug-In-The-Relay-1947'))).toBe('ok')
    })

    test('a server that starts anew on the same store goes on where the other stopped', async () => {
      const first = await start()
      const { token, view } = await first.begin('ada')
      const code = first.code()
      await first.close()
      const second = await start()
      expect((await second.call('read', token, {})).view).toMatchObject({ caseNumber: view.caseNumber, step: { kind: 'code' } })
      expect((await second.call('answer', token, { stepToken: view.stepToken, answer: code })).view?.step.kind).toBe('choice')
    })

    test('an expired recovery says so, and a token of nobody opens nothing', async () => {
      const server = await start()
      const { token } = await server.begin('ada')
      server.pass(16 * 60)
      expect((await server.call('read', token, {})).view?.step).toEqual({ kind: 'ended', reason: 'expired' })
      expect((await server.call('read', 'x'.repeat(43), {})).problem?.code).toBe('unknown-recovery')
    })
  })

  test('[S-18] a script that types a code that is too old, on and on, fills no record', async () => {
    const server = await start()
    const { token, view } = await server.begin('ada')
    server.pass(170)
    await server.call('extend', token, {})
    server.pass(140)
    let { stepToken } = view
    for (let typed = 0; typed < 15; typed++) {
      const { view: next } = await server.call('answer', token, { stepToken, answer: '000000' })
      expect(next?.step).toMatchObject({ error: 'code-expired', triesLeft: 3 });
      ({ stepToken } = next ?? expect.fail('no view'))
    }
    const { rows } = await store.database.execute(`select entry from gatehouse_audit.entries where entry->>'case' = '${view.caseNumber}' and entry->>'kind' = 'gate-failed' order by seq`)
    expect(rows).toHaveLength(10)
    expect(rows.at(-1)).toMatchObject({ entry: { why: 'expired', last: true } })
  })

  describe('replay and race', () => {
    test('[S-13] two simultaneous answers over HTTP: one wins', async () => {
      const server = await start()
      for (let time = 0; time < 5; time++) {
        const { token, view } = await server.begin('ada')
        const answer = { stepToken: view.stepToken, answer: server.code() }
        const both = await Promise.all([server.call('answer', token, answer), server.call('answer', token, answer)])
        expect(both.map(({ view, problem }) => view?.step.kind ?? problem?.code).toSorted()).toEqual(['choice', 'step-used'])
      }
    })

    test('[S-13] two simultaneous choices over HTTP: the directory is changed once', async () => {
      let unlocked = 0
      const server = await start({ directory: { unlock: async () => { unlocked++ } } })
      const { token, view } = await server.proven('ada')
      const choice = { stepToken: view.stepToken, choice: 'unlock' } as const
      const both = await Promise.all([server.call('choose', token, choice), server.call('choose', token, choice)])
      expect(both.map(({ view, problem }) => view?.step.kind ?? problem?.code).toSorted()).toEqual(['done', 'step-used'])
      expect(unlocked).toBe(1)
    })

    test('[S-13] a step token works once and for its own recovery alone', async () => {
      const server = await start()
      const other = await server.begin('grace')
      const { token, view } = await server.begin('ada')
      const answer = { stepToken: view.stepToken, answer: '000000' }
      expect((await server.call('answer', other.token, answer)).problem?.code).toBe('step-used')
      expect((await server.call('answer', token, answer)).view?.step).toMatchObject({ error: 'code-wrong' })
      expect((await server.call('answer', token, answer)).problem?.code).toBe('step-used')
    })
  })

  describe('when something is away', () => {
    test.each([
      ['does not answer', new DirectoryProblem('unreachable', 'x'), 'directory-unreachable'],
      ['refuses the service account', new DirectoryProblem('denied', 'x'), 'directory-denied'],
      ['meets a fault', new Error('the fault of a driver'), 'unexpected'],
    ])('a directory that %s is a problem, and the same for every name', async (_, error, code) => {
      const server = await start({ directory: { find: () => Promise.reject(error) } })
      for (const account of ['ada', 'nobody']) {
        const { problem, text } = await server.call('begin', null, { account, language: 'en' })
        expect(problem?.code).toBe(code)
        expect(text).not.toContain('driver')
      }
    })

    test('health says no more than that something is down; the log says what', async () => {
      const server = await start({ directory: { check: () => Promise.reject(new Error('ECONNREFUSED')) } })
      const ready = await fetch(`${server.url}/v1/health`)
      expect(ready.status).toBe(503)
      expect(await ready.json()).toEqual({ status: 'not-ready' })
      expect((await fetch(`${server.url}/v1/health/live`)).status).toBe(200)
      expect(server.lines.join('')).toContain('ECONNREFUSED')
    })

    test('readiness is asked anew when the clock was set back', async () => {
      let asked = 0
      const server = await start({ directory: { check: async () => { asked++ } } })
      await fetch(`${server.url}/v1/health`)
      server.pass(-3600)
      await expect.poll(async () => { await fetch(`${server.url}/v1/health`); return asked }, { interval: 250 }).toBe(2)
    })

    test('a store that is gone is a problem that says to try again', async () => {
      const server = await start()
      const { token } = await server.begin('ada')
      await store.close()
      const { status, problem } = await server.call('read', token, {})
      expect([status, problem?.code]).toEqual([503, 'server-busy'])
      await servers.splice(0)[0]?.close(100).catch(() => undefined)
      store = await database.open()
    })
  })

  test('what is older than the settings allow is deleted by a server that starts', async () => {
    await store.database.execute("insert into recoveries values (gen_random_uuid(), 'an-old-one', 1, '{}', now(), now() - interval '91 days')")
    const server = await start()
    await expect.poll(async () => (await store.database.execute("select from recoveries where token_hash = 'an-old-one'")).rows).toEqual([])
    expect(server.lines.join('')).toContain('"deleted":1')
  })

  test('[S-04] no password, code, token or typed name is in the log, and one that is planted is found', async () => {
    const server = await start()
    const { token, view } = await server.proven('CORP\\ada')
    const code = server.code()
    const asked = await server.call('choose', token, { stepToken: view.stepToken, choice: 'set-password' })
    const password = 'A-Bug-In-The-Relay-1947'
    await server.call('setPassword', token, { stepToken: asked.view?.stepToken ?? '', password })
    await server.send('setPassword', token, `{"stepToken":"x","password":"${password}`)
    await server.send('setPassword', token, JSON.stringify({ stepToken: 1, password: { password } }))
    const secrets = [code, password, token, view.stepToken, asked.view?.stepToken ?? '', 'CORP\\ada', '"ada"', 'ada@home.example']
    const found = () => secrets.filter((secret) => server.lines.join('').includes(secret))

    expect(server.lines.length).toBeGreaterThan(5)
    expect(server.lines.join('')).toContain(view.caseNumber)
    expect(found()).toEqual([])
    server.lines.push(`{"message":"typed ${password}"}`)
    expect(found()).toEqual([password])
  })
})
