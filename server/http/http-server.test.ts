import { CORRELATION_HEADER, generalProblems, operationNames, operations, type ProblemCode, problems, Secret, TOKEN_HEADER, VERSION_HEADER } from '@gatehouse/contract'
import { describe, expect, test } from 'vitest'
import { DirectoryProblem } from '../recovery/ports.ts'
import { RecoveryRefusal } from '../recovery/service.ts'
import { authorized, fromPortal, handlers, portal, problemIn, testServer, token, versioned, view } from './http-server.scenario.ts'
import type { HttpParts } from './http-server.ts'

const begin = { account: 'ada', language: 'en' }
const began = { method: 'POST', url: '/v1/recoveries', headers: versioned } as const
/** What a handler throws, as the client sees it. */
async function readingThat(error: unknown, parts: Partial<HttpParts> = {}) {
  const { app, lines } = testServer({ handlers: { ...handlers, read: () => { throw error } }, ...parts })
  const answer = await app.inject({ method: 'GET', url: '/v1/recoveries/current', headers: authorized })
  return { answer, problem: problemIn(answer.body), lines }
}

describe('the routes', () => {
  test.each(operationNames)('%s is answered with what its schema says', async (name) => {
    const { method, path } = operations[name]
    const body = { ...begin, stepToken: 'step-1', answer: '123456', way: 'email', choice: 'unlock', password: 'correct horse', mark: 'a mark' }
    const answer = await testServer().app.inject({ method, url: path, headers: authorized, ...(method === 'POST' && { body }) })
    expect(answer.statusCode).toBe(200)
    expect(answer.headers['content-type']).toBe('application/json; charset=utf-8')
    expect(answer.json()).toEqual(name === 'about' || name === 'branding' ? await handlers[name]({}, { entrance: 'workstation', address: '192.0.2.7' }) : view)
  })

  test('what is the same for everybody may be kept and asked after: it is sent once, and again when it has changed', async () => {
    let look = { accent: '#4cc2ff' }
    const { app } = testServer({ handlers: { ...handlers, branding: () => Promise.resolve(look) } })
    const ask = (etag?: string) => app.inject({ method: 'GET', url: '/v1/branding', headers: { ...versioned, ...(etag && { 'if-none-match': etag }) } })
    const first = await ask()
    expect(first.headers).toMatchObject({ 'cache-control': 'private, no-cache', 'content-type': 'application/json; charset=utf-8' })
    const again = await ask(String(first.headers['etag']))
    expect([again.statusCode, again.body, again.headers[VERSION_HEADER]]).toEqual([304, '', '1'])
    look = { accent: '#8fe3b0' }
    expect((await ask(String(first.headers['etag']))).json()).toEqual(look)
    for (const url of ['/v1/about', '/v1/recoveries/current']) expect((await app.inject({ url, headers: authorized })).headers).toMatchObject({ 'cache-control': 'no-store' })
  })

  test("the recovery's token is in a header of begin's answer and in no body", async () => {
    const answer = await testServer().app.inject({ ...began, body: begin })
    expect(answer.headers[TOKEN_HEADER]).toBe(token)
    expect(answer.body).not.toContain(token)
  })

  test('a handler gets what was typed as a secret, and the token too', async () => {
    const got: unknown[] = []
    const { app } = testServer({ handlers: { ...handlers, setPassword: (...given) => { got.push(...given); return Promise.resolve(view) } } })
    await app.inject({ method: 'POST', url: '/v1/recoveries/current/password', headers: authorized, body: { stepToken: 's', password: 'hunter2' } })
    expect(got.slice(0, 2)).toEqual([expect.any(Secret), { stepToken: 's', password: expect.any(Secret) as unknown }])
    expect(got.map(String).join() + JSON.stringify(got)).not.toMatch(/hunter2|aaaa/u)
  })

  test('a handler is told where the request comes from, by who sent it and by nothing that it says', async () => {
    const got: unknown[] = []
    const { app } = testServer({ handlers: { ...handlers, begin: (_, source) => { got.push(source); return Promise.resolve({ view, token }) } } })
    await app.inject({ ...began, body: { ...begin, entrance: 'portal-inside', address: '203.0.113.1' }, remoteAddress: '192.0.2.7' })
    expect(got).toEqual([{ entrance: 'workstation', address: '192.0.2.7' }])
  })

  test('fields that a newer server has inside do not leave', async () => {
    const more = { ...view, person: 'a-guid', step: { ...view.step, code: '123456' } }
    const { app } = testServer({ handlers: { ...handlers, read: () => Promise.resolve(more) } })
    const answer = await app.inject({ method: 'GET', url: '/v1/recoveries/current', headers: authorized })
    expect(answer.json()).toEqual(view)
  })

  test('an answer that breaks the contract is a fault of ours, said without its values', async () => {
    const { app, lines } = testServer({ handlers: { ...handlers, read: () => Promise.resolve({ ...view, idleIn: -418_205_777 }) } })
    const answer = await app.inject({ method: 'GET', url: '/v1/recoveries/current', headers: authorized })
    expect(problemIn(answer.body).code).toBe('unexpected')
    expect(lines.join('')).toContain('breaks the contract at idleIn')
    expect(lines.join('')).not.toContain('418205777')
  })

  test('HEAD is GET without a body; OPTIONS tells other origins nothing', async () => {
    const { app } = testServer()
    expect(await app.inject({ method: 'HEAD', url: '/v1/about', headers: versioned })).toMatchObject({ statusCode: 200, body: '' })
    const preflight = await app.inject({ method: 'OPTIONS', url: '/v1/recoveries', headers: { origin: 'https://elsewhere.example', 'access-control-request-method': 'POST' } })
    expect(problemIn(preflight.body).code).toBe('not-found')
    expect(Object.keys(preflight.headers).filter((name) => name.startsWith('access-control'))).toEqual([])
  })
})

describe('every general problem', () => {
  const made: Record<(typeof generalProblems)[number] | 'not-found' | 'unknown-recovery', () => Promise<string>> = {
    'invalid-input': async () => (await testServer().app.inject({ ...began, body: {} })).body,
    'foreign-request': async () => (await testServer().app.inject({ ...began, headers: { ...versioned, origin: 'https://elsewhere.example' }, body: begin })).body,
    'wrong-host': async () => (await testServer({ portal }).app.inject({ ...began, headers: { ...fromPortal, host: 'elsewhere.example' }, body: begin })).body,
    'too-large': async () => (await testServer().app.inject({ ...began, body: { ...begin, account: 'a'.repeat(17_000) } })).body,
    'wrong-media-type': async () => (await testServer().app.inject({ ...began, headers: { ...versioned, 'content-type': 'text/plain' }, body: 'ada' })).body,
    'client-too-old': async () => (await testServer().app.inject({ ...began, headers: { [VERSION_HEADER]: '0' }, body: begin })).body,
    'unexpected': async () => (await readingThat(new Error('a fault'))).answer.body,
    'server-busy': async () => (await readingThat(new Error('no store'), { isBusy: () => true })).answer.body,
    'not-found': async () => (await testServer().app.inject({ method: 'GET', url: '/' })).body,
    'unknown-recovery': async () => (await testServer().app.inject({ method: 'GET', url: '/v1/recoveries/current', headers: versioned })).body,
  }

  test.each(Object.entries(made))('%s is answered as RFC 9457 says, with its status and its number', async (code, make) => {
    const problem = problemIn(await make())
    expect(problem.code).toBe(code)
    expect(problem).toMatchObject({ type: `urn:gatehouse:problem:${code}`, status: problems[problem.code].status, correlation: 'NUMBER-1' })
  })

  test.each<[string, unknown, ProblemCode]>([
    ['a step that was used', new RecoveryRefusal('step-used'), 'step-used'],
    ['another step', new RecoveryRefusal('not-possible-now'), 'not-possible-now'],
    ['a recovery that is gone', new RecoveryRefusal('unknown-recovery'), 'unknown-recovery'],
    ['a directory that is away', new DirectoryProblem('unreachable', 'x'), 'directory-unreachable'],
    ['a directory whose answer was lost', new DirectoryProblem('lost', 'x'), 'directory-unreachable'],
    ['a directory that refuses us', new DirectoryProblem('denied', 'x'), 'directory-denied'],
    ['an outcome that nobody worded', new DirectoryProblem('not-confirmed', 'x'), 'unexpected'],
    ['a text that was thrown', 'oh', 'unexpected'],
    ['an error that looks like one of the framework', Object.assign(new Error('x'), { statusCode: 400, code: 'EOTHER' }), 'unexpected'],
  ])('%s has its code', async (_, error, code) => {
    const { answer, problem } = await readingThat(error)
    expect(problem.code).toBe(code)
    expect(answer.statusCode).toBe(problems[code].status)
    expect(answer.headers['content-type']).toMatch(/^application\/problem\+json(?:;|$)/u)
  })

  test('a fault of ours is in the log with its stack, under the number that the person can quote, and nowhere else', async () => {
    const { answer, lines } = await readingThat(new Error('the fault'))
    expect(answer.body).not.toContain('the fault')
    const line = lines.find((one) => one.includes('unexpected error')) ?? ''
    expect(JSON.parse(line)).toMatchObject({ level: 'error', correlation: answer.headers[CORRELATION_HEADER], err: { message: 'the fault' } })
    expect(line).toContain('http-server.test.ts')
  })
})

describe('[S-11] the address that a request comes from', () => {
  /** What the log, and every budget, takes for it. */
  async function seen(remoteAddress: string, forwarded: string, proxies?: readonly string[]) {
    const { app, lines } = testServer({ proxies })
    await app.inject({ url: '/v1/about', headers: { ...versioned, 'x-forwarded-for': forwarded, 'x-real-ip': '203.0.113.9', forwarded: 'for=203.0.113.9' }, remoteAddress })
    const line: unknown = JSON.parse(lines.find((text) => text.includes('answered')) ?? '{}')
    return line
  }

  test.each([
    ['is the connection\'s, where no proxy is configured', '192.0.2.1', '203.0.113.1', undefined, '192.0.2.1'],
    ['is the connection\'s, where it does not come from a proxy of ours', '192.0.2.1', '203.0.113.1', ['10.0.0.0/8'], '192.0.2.1'],
    ['is what our proxy says', '10.0.0.7', '203.0.113.1', ['10.0.0.0/8'], '203.0.113.1'],
    ['is what our proxy added, not what somebody told it before', '10.0.0.7', '198.51.100.1, 203.0.113.1', ['10.0.0.0/8'], '203.0.113.1'],
    ['is what the first of our proxies in a row saw', '10.0.0.7', '198.51.100.1, 203.0.113.1, 10.0.0.8', ['10.0.0.0/8'], '203.0.113.1'],
    ['cannot be made one of our proxies', '10.0.0.7', '10.9.9.9, 203.0.113.1', ['10.0.0.7'], '203.0.113.1'],
    ['is what an IPv6 proxy says', '2001:db8::7', '203.0.113.1', ['2001:db8::/32'], '203.0.113.1'],
    ['is what a proxy says to a socket that writes IPv4 as IPv6', '::ffff:10.0.0.7', '203.0.113.1', ['10.0.0.0/8'], '203.0.113.1'],
  ])('%s', async (_, remote, forwarded, proxies, from) => {
    expect(await seen(remote, forwarded, proxies)).toMatchObject({ from })
  })
})

describe('what comes in', () => {
  const sent = async (body: string, headers: Record<string, string> = {}) => {
    const answer = await testServer().app.inject({ ...began, headers: { ...versioned, 'content-type': 'application/json', ...headers }, body })
    return { status: answer.statusCode, problem: answer.statusCode === 200 ? undefined : problemIn(answer.body), body: answer.body }
  }

  test('every mistake is named by its place, and no value is quoted', async () => {
    const { problem, body } = await sent(JSON.stringify({ account: 12_345_678, language: 'x hunter2' }))
    expect(problem?.mistakes).toEqual([
      { where: 'account', what: 'must be string' },
      { where: 'language', what: 'must be /^[A-Za-z]{2,8}(?:-[A-Za-z0-9]{1,8})*$/' },
    ])
    expect(body).not.toMatch(/12345678|hunter2/u)
    expect((await sent('{}')).problem?.mistakes).toEqual(['account', 'language'].map((where) => ({ where, what: 'is missing' })))
  })

  test('fields of a newer client are welcome', async () => {
    expect(await sent(JSON.stringify({ ...begin, colour: { deep: [1] } }))).toMatchObject({ status: 200 })
  })

  test.each([
    ['half a body', '{"account": "ada"'], ['no JSON', 'account=ada'], ['a list', '[]'], ['a text', '"ada"'], ['nothing of value', 'null'], ['nothing', ''],
    ['a prototype', '{"account":"ada","language":"en","__proto__":{"x":1}}'],
    ['a constructor', '{"account":"ada","language":"en","constructor":{"prototype":{"x":1}}}'],
  ])('%s is invalid', async (_, body) => {
    const { problem, body: said } = await sent(body)
    expect(problem?.code).toBe('invalid-input')
    expect(problem?.mistakes?.length).toBeGreaterThan(0)
    expect(said).not.toContain('ada')
  })

  test('a password in broken JSON is neither said nor logged', async () => {
    const { app, lines } = testServer()
    const answer = await app.inject({
      method: 'POST', url: '/v1/recoveries/current/password', headers: { ...authorized, 'content-type': 'application/json' }, body: '{"stepToken":"s","password":"hunter2',
    })
    expect(problemIn(answer.body).code).toBe('invalid-input')
    expect(answer.body + lines.join('')).not.toContain('hunter2')
  })

  test('an operation that takes nothing takes an empty body, an empty object and none', async () => {
    const { app } = testServer()
    const extend = { method: 'POST', url: '/v1/recoveries/current/extension' } as const
    const json = { ...authorized, 'content-type': 'application/json' }
    for (const call of [{ headers: authorized }, { headers: json, body: '' }, { headers: json, body: '{}' }]) {
      expect((await app.inject({ ...extend, ...call })).statusCode).toBe(200)
    }
    expect((await app.inject({ method: 'DELETE', url: '/v1/recoveries/current', headers: json })).statusCode).toBe(200)
  })

  test.each([[undefined, 426], ['', 426], ['0', 426], ['-1', 426], ['one', 426], ['1, 1', 426], ['9'.repeat(40), 426], ['1', 200], ['2', 200], ['999', 200]])(
    'a client that says version %s is answered %i', async (version, status) => {
      const headers = version === undefined ? {} : { [VERSION_HEADER]: version }
      const answer = await testServer().app.inject({ method: 'GET', url: '/v1/about', headers })
      expect(answer.statusCode).toBe(status)
      expect(answer.headers[VERSION_HEADER]).toBe('1')
    })

  test('one that is too old is told so before its body is looked at', async () => {
    const answer = await testServer().app.inject({ method: 'POST', url: '/v1/recoveries', headers: { 'content-type': 'text/xml' }, body: '<ada/>' })
    expect(problemIn(answer.body)).toMatchObject({ code: 'client-too-old', title: expect.stringContaining('version') as unknown })
  })

  test.each(['', 'Bearer', 'Bearer short', `Basic ${token}`, `Bearer ${token}a`, `Bearer ${token} x`, `Bearer ${'ä'.repeat(43)}`, token])(
    'the authorization %j opens nothing, and no store is asked', async (authorization) => {
      const { app } = testServer({ handlers: { ...handlers, read: () => Promise.reject(new Error('asked')) } })
      const answer = await app.inject({ method: 'GET', url: '/v1/recoveries/current', headers: { ...versioned, authorization } })
      expect(problemIn(answer.body).code).toBe('unknown-recovery')
    })
})

describe('every answer', () => {
  const always = {
    'cache-control': 'no-store', 'x-content-type-options': 'nosniff', 'content-security-policy': "default-src 'none'; frame-ancestors 'none'", [VERSION_HEADER]: '1',
  }
  test.each(['/v1/about', '/v1/health', '/v1/health/live', '/nowhere', '/%zz', '/v1/recoveries/current'])('at %s has a number and is for nobody else', async (url) => {
    const answer = await testServer().app.inject({ method: 'GET', url, headers: versioned })
    expect(answer.headers).toMatchObject({ ...always, [CORRELATION_HEADER]: 'NUMBER-1' })
    expect(answer.headers['strict-transport-security']).toBeUndefined()
    if (answer.statusCode !== 200) expect(problemIn(answer.body).correlation).toBe('NUMBER-1')
  })

  test('is one line in the log: operation, status, number, case, the address it came from, no path', async () => {
    const { app, lines } = testServer()
    const remoteAddress = '192.0.2.7'
    // Nobody has been said to be a proxy: what is forwarded is not believed.
    await app.inject({ ...began, headers: { ...versioned, 'x-forwarded-for': '198.51.100.1' }, body: begin, remoteAddress })
    await app.inject({ remoteAddress, method: 'GET', url: `/secret/${token}?password=hunter2`, headers: { ...authorized, cookie: 'hunter2' } })
    expect(lines.map((line) => JSON.parse(line) as unknown)).toEqual([
      { level: 'info', time: expect.any(String) as unknown, correlation: 'NUMBER-1', operation: 'begin', status: 200, milliseconds: expect.any(Number) as unknown, from: '192.0.2.7', case: '7K4P-29QX', message: 'answered' },
      { level: 'info', time: expect.any(String) as unknown, correlation: 'NUMBER-2', status: 404, milliseconds: expect.any(Number) as unknown, from: '192.0.2.7', problem: 'not-found', message: 'answered' },
    ])
  })
})

describe('health', () => {
  test('ready, and not ready with 503; which part is down is told inside alone', async () => {
    const down = { status: 'not-ready', parts: { store: 'up', directory: 'down', mail: 'up' } } as const
    expect(await testServer().app.inject('/v1/health')).toMatchObject({ statusCode: 200 })
    const answer = await testServer({ readiness: () => Promise.resolve(down) }).app.inject('/v1/health')
    expect(answer.statusCode).toBe(503)
    expect(answer.json()).toEqual({ status: 'not-ready' })
    expect((await testServer({ readiness: () => Promise.resolve(down) }).app.inject('/v1/health/live')).json()).toEqual({ status: 'live' })
  })
})
