import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { clientVerbs, CORRELATION_HEADER, type IdleNotice, operationNames, operations, PORTAL_HEADER, problem, type ProblemCode, type Step, VERSION_HEADER } from '@gatehouse/contract'
import type { Idle } from '../../client/idle.ts'
import { codeStep, viewAt } from '../states/views.ts'
import { askOver } from './ask.ts'
import { effortOf } from '../../client/effort.ts'
import { onPage } from './effort.ts'
import { rememberedIn } from './remembered.ts'
import { webBridge } from './web-bridge.ts'

type Answering = (response: ServerResponse, request: IncomingMessage) => void
type Said = { asked: string; headers: IncomingMessage['headers']; body: string }

let server: Server
let origin: string
let said: Said[]
let answers: Partial<Record<string, Answering>>

beforeEach(async () => {
  said = []
  answers = {}
  server = createServer((request, response) => {
    let body = ''
    request.on('data', (part: Buffer) => { body += part.toString() })
    request.on('end', () => {
      const asked = `${request.method ?? ''} ${request.url ?? ''}`
      said.push({ asked, headers: request.headers, body })
      const usual = asked === 'GET /v1/about' ? ok({ company: { name: 'Contoso', helpdesk: '1' }, idle: { after: 60, warnedBefore: 20 } }) : shows(codeStep())
      ;(answers[asked] ?? usual)(response, request)
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

const headers = { 'content-type': 'application/json', [VERSION_HEADER]: '1', [CORRELATION_HEADER]: 'SRV-1' }
const ok = (body: unknown): Answering => (response) => response.writeHead(200, headers).end(JSON.stringify(body))
const shows = (step: Step): Answering => ok(viewAt(step))
const refuses = (code: ProblemCode): Answering => (response) => response.writeHead(problem(code, 'SRV-2').status, headers).end(JSON.stringify(problem(code, 'SRV-2')))
const breaks: Answering = (response) => response.destroy()
const lastAsked = () => said.map(({ asked }) => asked)

/** A browser's page: its bridge, and what it did to the page. */
function page({ before, online = true, cookies = true }: { before?: string; online?: boolean; cookies?: boolean } = {}) {
  const stored = new Map<string, string>(before === undefined ? [] : [['gatehouse-recovery', before]])
  const storage = { getItem: (name: string) => stored.get(name) ?? null, setItem: (name: string, value: string) => void stored.set(name, value), removeItem: (name: string) => void stored.delete(name) }
  const did: string[] = []
  let told: Parameters<Parameters<typeof webBridge>[0]['idle']>[0] | undefined
  const idle: Idle = {
    start: () => did.push('idle starts'), stop: () => did.push('idle stops'), sign: () => {}, stay: () => did.push('stays'),
    setLimit: ({ after }) => did.push(`idle after ${after}`),
  }
  const { bridge } = webBridge({
    ask: askOver({ fetch: (path, init) => fetch(new URL(typeof path === 'string' ? path : '', origin), init), isOnline: () => online }),
    remembered: rememberedIn('gatehouse-recovery', () => storage), effort: effortOf(onPage),
    languages: () => ['de-AT', 'en'], takesCookies: () => cookies,
    idle: (parts) => { told = parts; return idle },
    startAfresh: () => did.push('afresh'), wait: () => new Promise(() => {}),
  })
  return { bridge, did, remembers: () => stored.get('gatehouse-recovery'), tell: (notice: IdleNotice) => told?.notify(notice), end: () => told?.end(), extend: () => told?.extend() }
}
const begin = { account: 'ada', language: 'en' }
const atStep = { stepToken: 'a-step-token' }

describe('the bridge of a browser', () => {
  test('has every verb of the contract, and says of its machine what a page can know', async () => {
    const { bridge } = page()
    expect(Object.keys(bridge).sort()).toEqual([...operationNames, ...Object.keys(clientVerbs), 'onIdle'].sort())
    expect(await bridge.machine()).toEqual({ ok: true, value: { languages: ['de-AT', 'en'], mode: 'portal' } })
    expect(await bridge.network()).toEqual({ ok: true, value: { controller: 'unknown' } })
  })

  test('asks every operation under its own method and path, with our headers and nothing to prove who asks', async () => {
    const { bridge } = page()
    await bridge.about({})
    await bridge.begin(begin)
    await bridge.setPassword({ ...atStep, password: 'correct horse' })
    await bridge.extend({})
    await bridge.cancel({})
    expect(lastAsked()).toEqual(['about', 'begin', 'setPassword', 'extend', 'cancel'].map((name) => {
      const operation = operationNames.find((one) => one === name)
      return operation && `${operations[operation].method} ${operations[operation].path}`
    }))
    for (const { headers: sent } of said) {
      expect(sent).toMatchObject({ [VERSION_HEADER]: '1', [PORTAL_HEADER]: '1' })
      expect(sent.authorization).toBeUndefined()
    }
    expect(said[2]?.body).toBe('{"stepToken":"a-step-token","password":"correct horse"}')
    expect(said[2]?.headers['content-type']).toBe('application/json')
  })

  test("takes the server's numbers for the idle limit, and passes its notices on", async () => {
    const { bridge, did, tell } = page()
    await bridge.about({})
    expect(did).toEqual(['idle after 60'])
    const heard: IdleNotice[] = []
    const stop = bridge.onIdle((notice) => heard.push(notice))
    tell({ endsIn: 20 })
    stop()
    tell({ endsIn: 19 })
    expect(heard).toEqual([{ endsIn: 20 }])
    await bridge.stay()
    expect(did).toContain('stays')
  })

  test('gives a sign of life while a recovery is under way, and none before and after', async () => {
    const { bridge, extend } = page()
    extend()
    await bridge.begin(begin)
    extend()
    answers['GET /v1/recoveries/current'] = shows({ kind: 'done', choice: 'unlock' })
    await bridge.read({})
    extend()
    await bridge.about({})
    expect(lastAsked().filter((asked) => asked.endsWith('/extension'))).toHaveLength(1)
  })
})

describe('what can go wrong has a code', () => {
  const broken: [string, Answering, ProblemCode][] = [
    ['a server that is gone', breaks, 'server-unreachable'],
    ['a page of the network in its place', (response) => response.writeHead(200, { 'content-type': 'text/html' }).end('<h1>Welcome to our Wi-Fi</h1>'), 'not-our-server'],
    ['a redirect', (response) => response.writeHead(302, { location: '/elsewhere' }).end(), 'server-unreachable'],
    ['a gateway whose server is gone', (response) => response.writeHead(502).end('Bad Gateway'), 'server-unreachable'],
    ['a refusal', refuses('server-busy'), 'server-busy'],
  ]
  test.each(broken)('%s', async (_, answering, code) => {
    answers['GET /v1/about'] = answering
    expect(await page().bridge.about({})).toMatchObject({ ok: false, problem: { code, correlation: expect.stringMatching(/./) as unknown } })
  })
  test('a browser without a network', async () => {
    answers['GET /v1/about'] = breaks
    expect(await page({ online: false }).bridge.about({})).toMatchObject({ problem: { code: 'no-network' } })
  })
  test('a browser that keeps no cookies: named before anything is begun that could not go on', async () => {
    expect(await page({ cookies: false }).bridge.begin(begin)).toMatchObject({ problem: { code: 'cookies-refused' } })
    expect(said).toEqual([])
  })
})

describe('[S-21] the effort that is asked of a browser', () => {
  const asks = (challenge: string): Answering => ok({ company: { name: 'Contoso', helpdesk: '1' }, idle: { after: 60, warnedBefore: 20 }, effort: { challenge, bits: 8 } })
  const shownIn = ({ body }: Said) => /"challenge":"([^"]+)"/.exec(body)?.[1]

  test('[S-21] is shown with begin, and nothing is where none was asked', async () => {
    const { bridge } = page()
    await bridge.begin(begin)
    answers['GET /v1/about'] = asks('first')
    await bridge.about({})
    await bridge.begin(begin)
    expect(said.filter(({ asked }) => asked === 'POST /v1/recoveries').map(shownIn)).toEqual([undefined, 'first'])
    expect(said.at(-1)?.body).toMatch(/"answers":\[(\d+,){15}\d+\]/)
  })

  test('[S-21] is made anew when it was too little or too late, and the person sees nothing of it', async () => {
    const { bridge } = page()
    let count = 0
    answers['GET /v1/about'] = (response, request) => asks(`number ${++count}`)(response, request)
    answers['POST /v1/recoveries'] = (response, request) => (shownIn(said.at(-1) ?? { asked: '', headers: {}, body: '' }) === 'number 2' ? shows(codeStep()) : refuses('effort-needed'))(response, request)
    await bridge.about({})
    expect(await bridge.begin(begin)).toMatchObject({ ok: true })
    expect(lastAsked()).toEqual(['GET /v1/about', 'POST /v1/recoveries', 'GET /v1/about', 'POST /v1/recoveries'])
  })

  test('[S-21] that is never enough ends in words', async () => {
    answers['GET /v1/about'] = asks('again')
    answers['POST /v1/recoveries'] = refuses('effort-needed')
    expect(await page().bridge.begin(begin)).toMatchObject({ problem: { code: 'effort-needed' } })
    expect(lastAsked().filter((asked) => asked === 'POST /v1/recoveries')).toHaveLength(3)
  })
})

describe('what a browser remembers', () => {
  test('is that a recovery is under way, from its beginning to its end', async () => {
    const { bridge, remembers } = page()
    expect(remembers()).toBeUndefined()
    await bridge.begin(begin)
    expect(remembers()).toBe('open')
    await bridge.answer({ ...atStep, answer: '123456' })
    expect(remembers()).toBe('open')
    await bridge.cancel({})
    expect(remembers()).toBeUndefined()
  })

  test('goes when the server no longer knows the recovery', async () => {
    answers['GET /v1/recoveries/current'] = refuses('unknown-recovery')
    const { bridge, remembers } = page({ before: 'open' })
    await bridge.read({})
    expect(remembers()).toBeUndefined()
  })

  test('is nothing where the browser forbids it, and all else works', async () => {
    const forbidden = rememberedIn('gatehouse-recovery', () => { throw new Error('denied') })
    expect(() => forbidden.write('open')).not.toThrow()
    expect(forbidden.read()).toBeUndefined()
  })
})

describe('[S-04] leaving', () => {
  test('[S-04] ends the recovery on the server, which takes the cookie away, and loads the page anew', async () => {
    const { bridge, did, remembers } = page({ before: 'open' })
    void bridge.leave()
    await expect.poll(() => did).toEqual(['idle stops', 'afresh'])
    expect(lastAsked()).toEqual(['DELETE /v1/recoveries/current'])
    expect(remembers()).toBeUndefined()
  })

  test.each<ProblemCode>(['not-possible-now', 'unknown-recovery'])('[S-04] loads the page anew when there is nothing to end any more: %s', async (code) => {
    answers['DELETE /v1/recoveries/current'] = refuses(code)
    const { bridge, did } = page({ before: 'open' })
    void bridge.leave()
    await expect.poll(() => did).toContain('afresh')
  })

  test('before a recovery only loads the page anew', async () => {
    const { bridge, did } = page()
    void bridge.leave()
    await expect.poll(() => did).toContain('afresh')
    expect(said).toEqual([])
  })

  test('[S-04] without the server begins anew in place, and whoever comes next finds the recovery ended before anything else is asked', async () => {
    answers['DELETE /v1/recoveries/current'] = breaks
    const { bridge, did, remembers } = page({ before: 'open' })
    expect(await bridge.leave()).toEqual({ ok: true, value: {} })
    expect(did).toEqual(['idle stops', 'idle starts'])
    expect(remembers()).toBe('left')

    delete answers['DELETE /v1/recoveries/current']
    said = []
    const next = page({ before: 'left' })
    await next.bridge.about({})
    expect(lastAsked()).toEqual(['DELETE /v1/recoveries/current', 'GET /v1/about'])
    expect(next.remembers()).toBeUndefined()
  })

  test('[S-04] is what happens when nobody answers the idle warning', async () => {
    const { did, end } = page({ before: 'open' })
    end()
    await expect.poll(() => did).toContain('afresh')
    expect(lastAsked()).toEqual(['DELETE /v1/recoveries/current'])
  })
})
