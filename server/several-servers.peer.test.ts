import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { CONTRACT_VERSION, type Input, type OperationName, operations, Problem, Secret, TOKEN_HEADER, VERSION_HEADER, View } from '@gatehouse/contract'
import * as v from 'valibot'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { ANSWERED_BY, type Haproxy, haproxyMissing, haproxyVersion, startHaproxy } from '../test/peers/haproxy/haproxy.ts'
import { ranAgainst } from '../test/peers/journal.ts'
import { withPeer } from '../test/peers/needs.ts'
import { postgresMissing } from '../test/peers/postgres/installation.ts'
import { type Postgres, startPostgres } from '../test/peers/postgres/postgres.ts'
import { type Smtp, startSmtp } from '../test/peers/smtp/smtp.ts'
import { olderServer } from '../test/world/older-server/older-server.ts'
import { writeServerFiles } from '../test/world/server-files.ts'
import { type ServerProcess, startServerProcess } from '../test/world/server-process.ts'
import { auditKeys } from './audit/keys.ts'
import { verify } from './audit/verify.ts'
import { openStore } from './store/open.ts'

// Processes of their own, as they are run: killed, they leave what a killed server leaves.

withPeer('Several servers behind a load balancer', postgresMissing() ?? haproxyMissing(), () => {
  let folder: string
  let postgres: Postgres
  let smtp: Smtp
  let file: string
  let servers: ServerProcess[] = []
  let balancer: Haproxy

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'gatehouse-several-'))
    ;[postgres, smtp] = await Promise.all([startPostgres(), startSmtp()])
    ranAgainst(import.meta.url, `PostgreSQL ${postgres.version}`)
    ranAgainst(import.meta.url, `HAProxy ${haproxyVersion}`)
    file = writeServerFiles({
      folder, databaseByVariable: true, mail: { host: smtp.host, port: smtp.port, caFile: smtp.caFile },
      policy: { budgets: { address: { recoveries: 100_000 }, messages: { companyPerHour: 100_000 } } },
    })
    // At once, on an empty database: one migrates, the other waits for it.
    servers = await Promise.all([1, 2].map(() => startServerProcess({ file, folder, variables: { DATABASE_URL: postgres.url } })))
    balancer = await startHaproxy(servers.map(({ url }) => url))
  })
  afterAll(async () => {
    await balancer.stop()
    await Promise.all(servers.filter((server) => server.isRunning()).map((server) => server.end('SIGTERM')))
    await Promise.all([smtp.stop(), postgres.stop()])
    rmSync(folder, { recursive: true, force: true })
  })

  type Answer = { by: number; token: string; view?: View; problem?: Problem }
  async function call<N extends OperationName>(name: N, token: string, input: Input<N>, at = balancer.url): Promise<Answer> {
    const { method, path } = operations[name]
    const answer = await fetch(`${at}${path}`, {
      method, ...(method === 'POST' && { body: JSON.stringify(input) }),
      headers: {
        [VERSION_HEADER]: String(CONTRACT_VERSION), ...(method === 'POST' && { 'content-type': 'application/json' }),
        ...(token && { authorization: `Bearer ${token}` }),
      },
    })
    if (answer.headers.get('content-type')?.includes('json') !== true) throw new Error(`the load balancer itself: ${answer.status} ${await answer.text()}`)
    const data: unknown = await answer.json()
    const by = Number(answer.headers.get(ANSWERED_BY))
    return { by, token: answer.headers.get(TOKEN_HEADER) ?? token, ...(answer.ok ? { view: v.parse(View, data) } : { problem: v.parse(Problem, data) }) }
  }
  const viewOf = ({ view, problem }: Answer) => view ?? expect.fail(`refused: ${problem?.code}`)
  const begin = (account: string) => call('begin', '', { account, language: 'en' })

  it('[F-32] each request of a recovery may come to another server', async () => {
    const by: number[] = []
    const step = (answer: Answer) => {
      by.push(answer.by)
      return viewOf(answer)
    }
    const begun = await begin('ada')
    const { token } = begun
    const first = step(begun)
    step(await call('read', token, {}))
    const code = (await smtp.next({ to: 'ada@home.example', withCode: true })).code()
    const choice = step(await call('answer', token, { stepToken: first.stepToken, answer: code }))
    step(await call('extend', token, {}))
    const done = step(await call('choose', token, { stepToken: choice.stepToken, choice: 'unlock' }))
    expect(done.step).toMatchObject({ kind: 'done', choice: 'unlock' })
    const read = step(await call('read', token, {}))
    // A second may have passed meanwhile.
    expect(read).toEqual({ ...done, endsIn: read.endsIn, idleIn: read.idleIn })
    expect(read.endsIn).toBeLessThanOrEqual(done.endsIn)
    expect(read.idleIn).toBeLessThanOrEqual(done.idleIn)
    expect(by).toEqual(by.map((_, index) => (index % 2 === 0 ? by[0] : by[1])))
    expect(new Set(by).size).toBe(2)
  })

  it('[F-32] whichever server answered a step may be killed after it: the recovery goes on at the other', async () => {
    let killed: ServerProcess | undefined
    /** Kills who answered, and starts who was killed before. */
    async function kill({ by }: Answer): Promise<void> {
      await killed?.start()
      killed = servers[by - 1] ?? expect.fail('nobody answered')
      await killed.end('SIGKILL')
    }
    const begun = await begin('grace')
    const { token } = begun
    // A code is sent at most once: one whose server dies while it sends is for "Send again" to replace.
    const code = (await smtp.next({ to: 'grace@home.example', withCode: true })).code()
    await kill(begun)
    const wrong = await call('answer', token, { stepToken: viewOf(begun).stepToken, answer: '000000' })
    expect(viewOf(wrong).step).toMatchObject({ kind: 'code', error: 'code-wrong' })
    await kill(wrong)
    const right = await call('answer', token, { stepToken: viewOf(wrong).stepToken, answer: code })
    await kill(right)
    const chosen = await call('choose', token, { stepToken: viewOf(right).stepToken, choice: 'set-password' })
    expect(viewOf(chosen).step.kind).toBe('new-password')
    await kill(chosen)
    const set = await call('setPassword', token, { stepToken: viewOf(chosen).stepToken, password: 'Nanoseconds-Of-Wire-1982' })
    expect(viewOf(set).step).toMatchObject({ kind: 'done', choice: 'set-password' })
    await kill(set)
    expect(viewOf(await call('read', token, {})).step.kind).toBe('done')
    await killed?.start()
  })

  it('[F-32] PostgreSQL restarts under load: who is refused is told to try again, and nothing that was answered is lost', async () => {
    let over = false
    const kept = new Map<string, View>()
    const problems = new Map<string, number>()
    async function hand(number: number): Promise<void> {
      for (let turn = 0; !over; turn++) {
        // Names of their own: one alone would soon have had all its messages.
        const begun = await begin(`nobody-${number}-${turn}`)
        const last = begun.view ? await call('extend', begun.token, {}) : begun
        const { view, problem } = last
        if (view) kept.set(last.token, view)
        if (problem) problems.set(problem.code, (problems.get(problem.code) ?? 0) + 1)
      }
    }
    const hands = Array.from({ length: 6 }, (_, number) => hand(number))
    // Both numbers, so that whoever reads a failure sees what the hands were told.
    const soMany = (count: number) => expect.poll(() => [kept.size > count, kept.size > count || Object.fromEntries(problems)]).toEqual([true, true])
    await soMany(10)
    await postgres.restart(() => expect.poll(() => problems.get('server-busy') ?? 0).toBeGreaterThan(5))
    await soMany(kept.size + 20).finally(() => { over = true })
    await Promise.all(hands)
    for (const server of servers) expect(server.isRunning()).toBe(true)
    expect([...problems.keys()]).toEqual(['server-busy'])
    for (const [token, view] of kept) expect(viewOf(await call('read', token, {}))).toMatchObject({ caseNumber: view.caseNumber, stepToken: view.stepToken })
  })

  it('[F-32] a server of the version before and the present one take the steps of a recovery in turns, whichever began it', async () => {
    // It knows no key of registrations: that is the new server's alone.
    const before = join(folder, 'before.yaml')
    writeFileSync(before, readFileSync(file, 'utf8').replace(/ *registrationsFile:.*\n/u, ''))
    const older = await startServerProcess({ file: before, folder, variables: { DATABASE_URL: postgres.url }, main: olderServer(join(folder, 'older')) })
    const newer = servers[0] ?? expect.fail('no server')
    try {
      for (const [one, other] of [[older.url, newer.url], [newer.url, older.url]] as const) {
        const after = smtp.messages().at(-1)
        const begun = await call('begin', '', { account: 'ada', language: 'de' }, one)
        const { token } = begun
        const code = (await smtp.next({ to: 'ada@home.example', withCode: true, after })).code()
        const wrong = await call('answer', token, { stepToken: viewOf(begun).stepToken, answer: '000000' }, other)
        expect(viewOf(wrong).step).toMatchObject({ kind: 'code', error: 'code-wrong', triesLeft: 2 })
        const right = await call('answer', token, { stepToken: viewOf(wrong).stepToken, answer: code }, one)
        const chosen = await call('choose', token, { stepToken: viewOf(right).stepToken, choice: 'set-password' }, other)
        const set = await call('setPassword', token, { stepToken: viewOf(chosen).stepToken, password: 'Nanoseconds-Of-Wire-1982' }, one)
        expect(viewOf(set).step).toMatchObject({ kind: 'done', choice: 'set-password' })
        // The older one knows no mark of a view.
        expect({ ...viewOf(await call('read', token, {}, other)), mark: undefined }).toEqual({ ...viewOf(set), mark: undefined })
      }
    } finally {
      expect(await older.end('SIGTERM')).toBe(0)
    }
  })

  it('[S-18] after all that the record is whole: no process that was killed, and no commit that broke, has left a gap', async () => {
    await Promise.all(servers.map((server) => server.end('SIGTERM')))
    const store = await openStore({ url: new Secret(postgres.url) })
    const { chains, findings } = await verify(store.database, auditKeys(new Secret(readFileSync(join(folder, 'audit.key'), 'utf8'))), [])
    await store.close()
    expect(findings).toEqual([])
    // One for each start.
    expect(chains).toBe(8)
  })
})
