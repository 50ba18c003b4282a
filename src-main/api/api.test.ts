import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { CORRELATION_HEADER, problem, Secret, TOKEN_HEADER, VERSION_HEADER, type View } from '@gatehouse/contract'
import { lines } from '../log/log.ts'
import type { Device } from '../device/device.ts'
import { notSetUp, serverApi } from './api.ts'
import { proven } from './proven.ts'
import { axiosTransport } from './transport.ts'

type Said = { method: string; url: string; headers: IncomingMessage['headers']; body: string }
type Answering = (said: Said, response: ServerResponse) => void

let server: Server
let origin: string
let said: Said[]
let answer: Answering
let logged: string[]
let portalLooksLike: string | undefined // a captive portal, where there is one

beforeEach(async () => {
  said = []
  logged = []; portalLooksLike = undefined
  server = createServer((request, response) => {
    let body = ''
    request.on('data', (part: Buffer) => { body += part.toString() })
    request.on('end', () => {
      const it = { method: request.method ?? '', url: request.url ?? '', headers: request.headers, body }
      said.push(it)
      answer(it, response)
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  origin = `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}`
})
afterEach(() => {
  server.closeAllConnections()
  server.close()
})

const step = { kind: 'code', way: 'email', digits: 6, codeEndsIn: 300, triesLeft: 3 } as const
const view = (over: Partial<View> = {}): View =>
  ({ caseNumber: '7K4P', stepToken: 'step-1', step, gates: { passed: 0, needed: 1 }, ways: [], idleIn: 180, endsIn: 900, ...over })
const headers = { 'content-type': 'application/json', [VERSION_HEADER]: '1', [CORRELATION_HEADER]: 'SRV-1' }
const ok = (body: unknown, more = {}): Answering => (_said, response) => response.writeHead(200, { ...headers, ...more }).end(JSON.stringify(body))
const refuse = (code: 'step-used' | 'unknown-recovery' | 'server-busy' | 'effort-needed'): Answering => (_said, response) => {
  const body = problem(code, 'SRV-2')
  response.writeHead(body.status, { ...headers, 'content-type': 'application/problem+json' }).end(JSON.stringify(body))
}
const page: Answering = (_said, response) => response.writeHead(200, { 'content-type': 'text/html' }).end('<h1>Welcome to our Wi-Fi</h1>')

const noDevice: Device = { next: async () => undefined, countsAsNone: () => {} }
const apiOver = (fetch: typeof globalThis.fetch, isOnline = true, device: Device = noDevice) => serverApi({
  proven: proven(axiosTransport(fetch, origin), origin), device, wait: () => new Promise(() => {}), isOnline: () => isOnline, inBetween: (cause) => Promise.resolve(cause === portalLooksLike ? 'captive-portal' : cause), quote: () => 'OWN-1', workstation: () => ({ site: 'Berlin', controller: 'dc1.corp.example' }), breathe: () => Promise.resolve(), log: lines((level, text) => logged.push(`${level} ${text}`)),
})
const api = () => apiOver((input, init) => fetch(input, init))
const person = { account: 'CORP\\ada', language: 'en' } as const
const begin = async (it: ReturnType<typeof api>) => {
  answer = ok(view(), { [TOKEN_HEADER]: 'token-of-the-recovery' })
  return it.call('begin', person)
}
const codeOf = (result: { ok: boolean; problem?: { code: string } }) => result.problem?.code

describe('an operation', () => {
  test('a recovery begins with what the machine knows of its place in the directory', async () => {
    await begin(api())
    expect(JSON.parse(said[0]?.body ?? '')).toEqual({ ...person, site: 'Berlin', controller: 'dc1.corp.example' })
  })

  test('is one request with our version, and the answer comes back parsed', async () => {
    answer = ok({ company: { name: 'Contoso', helpdesk: '4357', added: 'by a newer server' }, idle: { after: 180, warnedBefore: 30 } })
    expect(await api().call('about', {})).toEqual({ ok: true, value: { company: { name: 'Contoso', helpdesk: '4357' }, idle: { after: 180, warnedBefore: 30 } } })
    expect(said).toMatchObject([{ method: 'GET', url: '/v1/about', headers: { [VERSION_HEADER]: '1' } }])
  })
  test('goes without cookies and without an origin', async () => {
    answer = ok({}, { 'set-cookie': 'a=b' })
    const it = api()
    await it.call('about', {})
    await it.call('about', {})
    expect(said[1]?.headers).not.toHaveProperty('cookie')
    expect(said[1]?.headers).not.toHaveProperty('origin')
  })
  test('carries what was typed only on the wire', async () => {
    const it = api()
    await begin(it)
    answer = ok(view({ stepToken: 'step-2' }))
    await it.call('answer', { stepToken: 'step-1', answer: new Secret('418205') })
    expect(said[1]).toMatchObject({ method: 'POST', body: '{"stepToken":"step-1","answer":"418205"}' })
    expect(logged.join()).not.toContain('418205')
  })
})

describe('[S-21] the effort that a server with a portal asks of whoever cannot prove what they are', () => {
  const company = { company: { name: 'Contoso', helpdesk: '4357' }, idle: { after: 180, warnedBefore: 30 } }
  const asks = (challenge: string) => ok({ ...company, effort: { challenge, bits: 6 } })
  const begins = () => said.filter(({ method }) => method === 'POST').map(({ body }) => /"challenge":"([^"]+)"/u.exec(body)?.[1])

  test('[S-21] is shown once, with begin, and none where none was asked', async () => {
    const it = api()
    await begin(it)
    answer = asks('first')
    await it.call('about', {})
    await begin(it)
    await begin(it)
    expect(begins()).toEqual([undefined, 'first', undefined])
    expect(said.at(-2)?.body).toMatch(/"answers":\[(\d+,){15}\d+\]/u)
  })

  test('[S-21] is asked for and shown when there was none, or another one is wanted, up to three times', async () => {
    const it = api()
    let count = 0
    answer = (one, response) => (one.method === 'GET' ? asks(`number ${++count}`) : refuse('effort-needed'))(one, response)
    expect(codeOf(await it.call('begin', person))).toBe('effort-needed')
    expect(begins()).toEqual([undefined, 'number 1', 'number 2'])
  })
})

describe("the recovery's token", () => {
  test('is kept here, sent with every later operation, and in no answer', async () => {
    const it = api()
    const begun = await begin(it)
    expect(JSON.stringify(begun)).not.toContain('token-of-the-recovery')
    expect(it.isOpen()).toBe(true)
    answer = ok(view())
    await it.call('read', {})
    expect(said[1]?.headers.authorization).toBe('Bearer token-of-the-recovery')
    expect(said[0]?.headers.authorization).toBeUndefined()
  })
  test('is needed: without one no request is made', async () => {
    expect(codeOf(await api().call('read', {}))).toBe('unknown-recovery')
    expect(said).toEqual([])
  })
  test('is forgotten when the server does not know it', async () => {
    const it = api()
    await begin(it)
    answer = refuse('unknown-recovery')
    expect(codeOf(await it.call('read', {}))).toBe('unknown-recovery')
    expect(it.isOpen()).toBe(false)
  })
  test('an answer to begin that brings none is not our server\'s', async () => {
    answer = ok(view())
    expect(codeOf(await api().call('begin', person))).toBe('not-our-server')
  })
  test('[S-04] is forgotten at once when the recovery is released, and the server is told', async () => {
    const it = api()
    await begin(it)
    const cancel = it.release()
    expect(codeOf(await it.call('read', {}))).toBe('unknown-recovery')
    answer = ok(view({ step: { kind: 'ended', reason: 'cancelled' } }))
    await cancel()
    expect(said.at(-1)).toMatchObject({ method: 'DELETE', headers: { authorization: 'Bearer token-of-the-recovery' } })
  })
  test('[S-04] what was being asked when it was released answers nobody', async () => {
    const it = api()
    const heard = new Promise<void>((resolve) => { answer = () => resolve() })
    const asked = it.call('begin', person)
    await heard
    it.release()
    expect(await asked).toMatchObject({ ok: false })
    expect(it.isOpen()).toBe(false)
  })
  test('a recovery that is over is not cancelled', async () => {
    const it = api()
    await begin(it)
    answer = ok(view({ step: { kind: 'done', choice: 'unlock' } }))
    await it.call('read', {})
    expect(it.isOpen()).toBe(false)
    await it.release()()
    expect(said.map(({ method, url }) => `${method} ${url}`)).toEqual(['POST /v1/recoveries', 'GET /v1/recoveries/current'])
  })
})

describe('a lost answer loses nothing', () => {
  test('a network that breaks in the middle repeats nothing by itself', async () => {
    const it = api()
    await begin(it)
    answer = (_said, response) => response.destroy()
    expect(await it.call('choose', { stepToken: 'step-1', choice: 'unlock' })).toMatchObject({ ok: false })
    expect(said).toHaveLength(2)
  })
  test('a step that the server has left is answered with the view it shows now', async () => {
    const it = api()
    await begin(it)
    const now = view({ stepToken: 'step-9', step: { kind: 'done', choice: 'unlock' } })
    answer = (request, response) => (request.method === 'GET' ? ok(now) : refuse('step-used'))(request, response)
    expect(await it.call('choose', { stepToken: 'step-1', choice: 'unlock' })).toEqual({ ok: true, value: now })
    expect(said.map(({ method }) => method)).toEqual(['POST', 'POST', 'GET'])
  })
})

describe('[S-05] what is not our server', () => {
  const cases: [string, Answering, string][] = [
    ['a captive portal\'s page', page, 'not-our-server'],
    ['a redirect, which is not followed', (_said, response) => response.writeHead(302, { location: '/v1/about' }).end(), 'not-our-server'],
    ['our JSON without our header', (_said, response) => response.writeHead(200, { 'content-type': 'application/json' }).end('{"company":{}}'), 'not-our-server'],
    ['an answer without end', (_said, response) => response.writeHead(200, headers).end(' '.repeat(300 * 1024)), 'not-our-server'],
    ['a network that says of itself that it wants a sign-in', (_said, response) => response.writeHead(511).end('<h1>Sign in</h1>'), 'captive-portal'],
    ['a gateway that reaches no server', (_said, response) => response.writeHead(502).end('<h1>Bad gateway</h1>'), 'server-unreachable'],
    ['a server from before this contract', (_said, response) => response.writeHead(200, { ...headers, [VERSION_HEADER]: '0' }).end('{}'), 'server-too-old'],
    ['a server whose answers are newer than this client', ok({ company: 'changed beyond recognition' }, { [VERSION_HEADER]: '2' }), 'client-too-old'],
    ['text that is no JSON under our header', (_said, response) => response.writeHead(200, headers).end('<'), 'not-our-server'],
  ]
  test.each(cases)('[S-05] %s is told apart', async (_what, how, code) => {
    answer = how
    expect(codeOf(await api().call('about', {}))).toBe(code)
    expect(said).toHaveLength(1)
  })
  test.each<[string, Answering]>([
    ['not our server', (_said, response) => response.writeHead(200, { [CORRELATION_HEADER]: 'CALL-0900-1234' }).end('{}')],
    ['a sentence', ok({}, { [CORRELATION_HEADER]: 'Call 0900 1234 now' })],
    ['a problem with a sentence', (_said, response) => response.writeHead(500, headers).end(JSON.stringify({ ...problem('unexpected', 'Call 0900 1234 now') }))],
  ])('[S-05] the number to quote is ours where it came from %s: it is shown', async (_what, how) => {
    answer = how
    expect(await api().call('about', {})).toMatchObject({ problem: { correlation: expect.stringMatching(/^(OWN|SRV)-1$/u) as unknown } })
  })
  test('[S-05] the company\'s look may be longer than other answers, and has an end too', async () => {
    const backdrop = Buffer.alloc(255 * 1024).toString('base64')
    answer = ok({ backdrop })
    expect(await api().call('branding', {})).toEqual({ ok: true, value: { backdrop } })
    answer = ok({ backdrop, more: 'A'.repeat(200 * 1024) })
    expect(codeOf(await api().call('branding', {}))).toBe('not-our-server')
  })
  test.each([['a colour by name', { accent: 'red' }], ['a colour and more', { accent: '#4cc2ff;x' }], ['a logo that is no base64', { logo: '<svg/>' }], ['a logo that is too long', { logo: 'A'.repeat(90_000) }],
    ['a list of backdrops', { backdrop: ['A'] }], ['no object', 'no object'], ['nothing', null]])('[S-05] a look that is none reaches no page: %s', async (_what, look) => {
    answer = ok(look)
    expect(await api().call('branding', {})).toMatchObject({ ok: false })
  })
  test('[S-05] a captive portal is named where it is known to be one, with the cause in the log', async () => {
    portalLooksLike = 'certificate-not-trusted'
    const fails = (word: string) => apiOver(() => Promise.reject(new Error(`net::${word}`))).call('about', {})
    expect([codeOf(await fails('ERR_CERT_AUTHORITY_INVALID')), codeOf(await fails('ERR_CONNECTION_REFUSED'))]).toEqual(['captive-portal', 'server-unreachable'])
    expect(logged[0]).toContain('ERR_CERT_AUTHORITY_INVALID')
  })
  test("[S-05] a proxy's own page is told apart", async () => {
    expect(codeOf(await apiOver(() => Promise.resolve(new Response('sign in', { status: 407 }))).call('about', {}))).toBe('proxy-sign-in')
  })
  test('a step kind that this client does not know says that the client is too old', async () => {
    answer = ok({ ...view(), step: { kind: 'palm-reading' } }, { [TOKEN_HEADER]: 'token' })
    expect(codeOf(await api().call('begin', person))).toBe('client-too-old')
  })
})

describe('a problem', () => {
  test("of the server's comes through with its number", async () => {
    answer = refuse('server-busy')
    expect(await api().call('about', {})).toEqual({ ok: false, problem: problem('server-busy', 'SRV-2') })
  })
  test('that a newer server invented is an unexpected one with the same number', async () => {
    answer = (_said, response) => response.writeHead(418, headers).end(JSON.stringify({ ...problem('unexpected', 'SRV-3'), code: 'tea-time' }))
    expect(await api().call('about', {})).toEqual({ ok: false, problem: problem('unexpected', 'SRV-3') })
  })
  test('of ours has a number too, which is in the log', async () => {
    const it = apiOver(() => Promise.reject(new Error('net::ERR_NAME_NOT_RESOLVED')))
    expect(await it.call('about', {})).toEqual({ ok: false, problem: problem('name-not-found', 'OWN-1') })
    expect(logged).toEqual([expect.stringContaining('correlation="OWN-1" detail="ERR_NAME_NOT_RESOLVED"')])
  })
  test('is the missing network where the machine has none, whatever Chromium calls it', async () => {
    const it = apiOver(() => Promise.reject(new Error('net::ERR_NAME_NOT_RESOLVED')), false)
    expect(codeOf(await it.call('about', {}))).toBe('no-network')
  })
  test('is said of every operation where the machine is not set up', async () => {
    expect(await notSetUp(() => 'OWN-1').call('about', {})).toEqual({ ok: false, problem: problem('not-set-up', 'OWN-1') })
  })
})
