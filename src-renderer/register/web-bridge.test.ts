import { createServer, type Server } from 'node:http'
import { CORRELATION_HEADER, type IdleNotice, PORTAL_HEADER, problem, type ProblemCode, VERSION_HEADER } from '@gatehouse/contract'
import { registrationNames } from '@gatehouse/contract/registration'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { effortOf } from '../../client/effort.ts'
import { askOver } from '../portal/ask.ts'
import { onPage } from '../portal/effort.ts'
import { rememberedIn } from '../portal/remembered.ts'
import { firstTime } from './states/views.ts'
import { registerBridge } from './web-bridge.ts'

const about = { company: { name: 'Contoso', helpdesk: '1' }, idle: { after: 300, warnedBefore: 30 }, signIn: ['password'], country: 'DE', kinds: ['number'] }
const credentials = { account: 'ada', password: 'x', language: 'en' }
const SIGN_IN = 'POST /v1/registration/sign-in'
const SIGN_OUT = 'DELETE /v1/registration/sign-in'

let server: Server
let origin: string
let asked: { what: string; body: string; portal: unknown }[]
let answers: Map<string, object | ProblemCode>

beforeEach(async () => {
  asked = []
  answers = new Map<string, object | ProblemCode>([['GET /v1/registration/about', about], [SIGN_OUT, {}], ['POST /v1/registration/not-me', { caseNumber: 'C-1' }]])
  server = createServer((request, response) => {
    let body = ''
    request.on('data', (part: Buffer) => { body += part.toString() })
    request.on('end', () => {
      const what = `${request.method ?? ''} ${request.url ?? ''}`
      asked.push({ what, body, portal: request.headers[PORTAL_HEADER] })
      const given = answers.get(what) ?? firstTime()
      const said = typeof given === 'string' ? problem(given, 'S-1') : given
      response.writeHead(typeof given === 'string' ? problem(given, 'S-1').status : 200, { 'content-type': 'application/json', [VERSION_HEADER]: '1', [CORRELATION_HEADER]: 'S-1' }).end(JSON.stringify(said))
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

/** A browser's page: its bridge, and what it did to the page. */
function page({ before, cookies = true }: { before?: string; cookies?: boolean } = {}) {
  const stored = new Map<string, string>(before === undefined ? [] : [['gatehouse-registration', before]])
  const writes: (string | undefined)[] = []
  const write = (name: string, value?: string) => {
    writes.push(value)
    if (value === undefined) stored.delete(name)
    else stored.set(name, value)
  }
  const storage = { getItem: (name: string) => stored.get(name) ?? null, setItem: write, removeItem: (name: string) => { write(name) } }
  const did: string[] = []
  let told: Parameters<Parameters<typeof registerBridge>[0]['idle']>[0] | undefined
  const { bridge, forgotten } = registerBridge({
    ask: askOver({ fetch: (path, init) => fetch(new URL(typeof path === 'string' ? path : '', origin), init), isOnline: () => true }),
    remembered: rememberedIn('gatehouse-registration', () => storage), effort: effortOf(onPage), languages: () => ['de'], takesCookies: () => cookies,
    idle: (parts) => {
      told = parts
      return { start: () => did.push('idle starts'), stop: () => did.push('idle stops'), sign: () => {}, stay: () => did.push('stays'), setLimit: ({ after }) => did.push(`idle after ${after}`) }
    },
    startAfresh: (why) => did.push(`afresh ${why ?? ''}`.trim()), wait: () => new Promise(() => {}),
  })
  return { bridge, forgotten, did, stored, writes, remembers: () => stored.get('gatehouse-registration'), tell: (notice: IdleNotice) => told?.notify(notice), end: () => told?.end(), extend: () => told?.extend() }
}
const what = () => asked.map((one) => one.what)

describe('the bridge of the registration portal', () => {
  test('has every operation, and marks what it asks as the page\'s own', async () => {
    const { bridge } = page()
    expect(registrationNames.filter((name) => !(name in bridge))).toEqual([])
    await bridge.registerAbout({})
    await bridge.signIn(credentials)
    expect(what()).toEqual(['GET /v1/registration/about', SIGN_IN])
    expect(asked.map(({ portal }) => portal)).toEqual(['1', '1'])
  })

  test('shows the effort with the password, once that is asked for', async () => {
    answers.set('GET /v1/registration/about', { ...about, effort: { challenge: 'abc', bits: 6 } })
    const { bridge } = page()
    await bridge.registerAbout({})
    await bridge.signIn(credentials)
    expect(asked[1]?.body).toContain('"effort":{"challenge":"abc","answers":[')
  })

  test('counts idle time from the sign-in on, and nobody before', async () => {
    const { bridge, did, tell, end, extend, remembers } = page()
    const heard: unknown[] = []
    bridge.onIdle((notice) => heard.push(notice))
    bridge.onOver(() => heard.push('over'))
    await bridge.registerAbout({})
    for (const before of [() => tell({ endsIn: 5 }), end, extend]) before()
    expect([heard, did, remembers()]).toEqual([[], ['idle after 300'], undefined])
    await bridge.signIn(credentials)
    await bridge.registered({})
    expect([did.at(-1), remembers()]).toEqual(['idle starts', 'open'])
    tell({ endsIn: 5 })
    end()
    extend()
    expect(heard).toEqual([{ endsIn: 5 }, 'over'])
    await expect.poll(what).toContain('POST /v1/registration/extension')
  })

  test('a browser that keeps no cookies is told before anything of the person is sent', async () => {
    const { bridge } = page({ cookies: false })
    expect(await bridge.signIn(credentials)).toMatchObject({ ok: false, problem: { code: 'cookies-refused' } })
    expect(await bridge.signInNegotiate({ language: 'en' })).toMatchObject({ ok: false })
    expect(what()).toEqual([])
  })

  test('a sign-in that the server no longer knows is forgotten', async () => {
    answers.set('GET /v1/registration', 'not-signed-in')
    const { bridge, remembers, did } = page({ before: 'open' })
    await bridge.registered({})
    expect([remembers(), did]).toEqual([undefined, []])
  })

  test('one that ends while nobody asks for anything takes what the page shows with it: a sign of life is where that is noticed', async () => {
    const { bridge, did, extend, remembers } = page()
    await bridge.signIn(credentials)
    answers.set('POST /v1/registration/extension', 'not-signed-in')
    extend()
    await expect.poll(() => did.at(-1)).toBe('afresh over')
    expect([did.includes('idle stops'), remembers()]).toEqual([true, undefined])
  })
})

describe('two tabs of one browser', () => {
  test('what one shows goes when the person signs out in the other', async () => {
    const { bridge, forgotten, did, stored } = page()
    await bridge.signIn(credentials)
    stored.delete('gatehouse-registration')
    forgotten()
    expect(did.slice(-2)).toEqual(['idle stops', 'afresh left'])
  })

  test('a sign-in in one is news to the other, which then shows that person or nobody', async () => {
    const { bridge, forgotten, did, writes } = page({ before: 'open' })
    await bridge.registered({})
    await bridge.signIn(credentials)
    expect(writes.slice(-2)).toEqual([undefined, 'open'])
    forgotten()
    expect(did.at(-1)).toBe('afresh')
  })

  test('a page on which nobody is signed in stays as it is', () => {
    const { forgotten, did } = page()
    forgotten()
    expect(did).toEqual([])
  })
})

describe('leaving', () => {
  test('tells the server, and loads the page anew, which says why', async () => {
    const { bridge, did, remembers } = page()
    await bridge.signIn(credentials)
    void bridge.leave('left')
    await expect.poll(() => did.at(-1)).toBe('afresh left')
    expect([what().at(-1), remembers()]).toEqual([SIGN_OUT, undefined])
  })

  test('a page on which nobody signed in has nothing to tell', async () => {
    const { bridge, did } = page()
    void bridge.leave('left')
    await expect.poll(() => did.at(-1)).toBe('afresh')
    expect(what()).toEqual([])
  })

  test('where the server did not hear it, it is told before anything else is asked', async () => {
    answers.set(SIGN_OUT, 'server-busy')
    const { bridge, did, remembers } = page()
    await bridge.signIn(credentials)
    await bridge.leave('over')
    expect([did.at(-1), remembers()]).toEqual(['idle stops', 'left'])
    answers.set(SIGN_OUT, {})
    await bridge.registerAbout({})
    expect([what().slice(-2), remembers()]).toEqual([[SIGN_OUT, 'GET /v1/registration/about'], undefined])
  })
})
