import { operationNames, operations, PORTAL_HEADER, TOKEN_HEADER } from '@gatehouse/contract'
import type { InjectOptions } from 'fastify'
import { describe, expect, test } from 'vitest'
import { fromPortal, handlers, portal, problemIn, testServer, token, versioned, view } from '../http-server.scenario.ts'
import { recoveryCookie } from './cookie.ts'

const cookie = `__Host-gatehouse-recovery=${token}`
const without = (name: string) => Object.fromEntries(Object.entries(fromPortal).filter(([key]) => key !== name))
const body = { account: 'ada', language: 'en' }
const began = { method: 'POST', url: '/v1/recoveries', body } as const

/** The whole HTTP side with the portal, and what reached a handler. */
function world() {
  const got: { name: string; from: unknown; token?: string }[] = []
  const { app } = testServer({
    portal,
    handlers: {
      ...handlers,
      begin: (_, from) => { got.push({ name: 'begin', from }); return Promise.resolve({ view, token }) },
      read: (secret, _, from) => { got.push({ name: 'read', from, token: secret.reveal() }); return Promise.resolve(view) },
      cancel: () => Promise.reject(new Error('the store is away')),
    },
  })
  const refusal = async (request: InjectOptions) => problemIn((await app.inject(request)).body).code
  return { app, got, refusal }
}

/** At which entrance somebody comes in whose connection is from there. */
async function entranceAt(remoteAddress: string, said: Record<string, string>, proxies: string[]): Promise<string> {
  let entrance = 'refused'
  const { app } = testServer({ portal, proxies, handlers: { ...handlers, begin: (_, from) => { entrance = from.entrance; return Promise.resolve({ view, token }) } } })
  await app.inject({ ...began, headers: { ...fromPortal, ...said }, remoteAddress })
  return entrance
}

describe('[S-21] the entrance is decided here', () => {
  test.each([
    ['10.1.2.3', 'portal-inside'], ['::ffff:10.1.2.3', 'portal-inside'], ['2001:db8:1:2::3', 'portal-inside'], ['192.0.2.7', 'portal-inside'],
    ['192.0.2.8', 'portal-outside'], ['2001:db8:2::3', 'portal-outside'], ['11.0.0.1', 'portal-outside'],
  ])('[S-21] from %s the portal is %s', async (remoteAddress, entrance) => {
    const { app, got } = world()
    await app.inject({ ...began, headers: fromPortal, remoteAddress })
    expect(got).toEqual([{ name: 'begin', from: { entrance, address: remoteAddress } }])
  })

  test('[S-21] no proxy was named: what is forwarded makes nobody an insider', async () => {
    const { app, got } = world()
    await app.inject({ ...began, headers: { ...fromPortal, 'x-forwarded-for': '10.1.2.3', 'forwarded': 'for=10.1.2.3' }, remoteAddress: '192.0.2.8' })
    expect(got[0]?.from).toEqual({ entrance: 'portal-outside', address: '192.0.2.8' })
  })

  test('[S-21] behind a named proxy the address that it says counts', async () => {
    const got: unknown[] = []
    const { app } = testServer({ portal, proxies: ['192.0.2.8'], handlers: { ...handlers, begin: (_, from) => { got.push(from); return Promise.resolve({ view, token }) } } })
    await app.inject({ ...began, headers: { ...fromPortal, 'x-forwarded-for': '198.51.100.9, 10.1.2.3' }, remoteAddress: '192.0.2.8' })
    expect(got).toEqual([{ entrance: 'portal-inside', address: '10.1.2.3' }])
  })

  test.each([
    ['10.1.2.3:51234', 'portal-inside'], ['[2001:db8:1:2::3]:51234', 'portal-inside'], ['[2001:db8:1:2::3]', 'portal-inside'], ['198.51.100.9:443', 'portal-outside'],
    ['unknown', 'portal-outside'], ['_hidden', 'portal-outside'], ['10.1.2.3.4', 'portal-outside'],
  ])('[S-21] a proxy that says %s brings somebody in at %s', async (said, entrance) => {
    expect(await entranceAt('192.0.2.8', { 'x-forwarded-for': said }, ['192.0.2.8'])).toBe(entrance)
  })

  // 10.0.0.5: a proxy inside.
  test.each<[string, Record<string, string>, string[]]>([
    ['named and silent', {}, ['10.0.0.5']],
    ['named and silent in this way', { 'x-forwarded-for': '' }, ['10.0.0.5']],
    ['named, and says it in another header', { forwarded: 'for=10.1.2.3' }, ['10.0.0.5']],
    ['named, behind another one that is silent', { 'x-forwarded-for': '10.0.0.6' }, ['10.0.0.5', '10.0.0.6']],
    ['named, behind another one that says a port and no more', { 'x-forwarded-for': '10.0.0.6:443' }, ['10.0.0.5', '10.0.0.6']],
    ['not named', { 'x-forwarded-for': '198.51.100.9' }, []],
    ['not named, with an insider as its client says', { 'x-forwarded-for': '10.1.2.3' }, []],
    ['not named, with the other header', { forwarded: 'for=198.51.100.9' }, []],
    ['not named, behind one that is', { 'x-forwarded-for': '10.1.2.3, 198.51.100.9' }, ['10.0.0.6']],
  ])('[S-21] a proxy inside that is %s brings nobody in', async (_, said, proxies) => {
    expect(await entranceAt('10.0.0.5', said, proxies)).toBe('portal-outside')
  })

  test('[S-21] of several that are said the last counts that no proxy of ours is', async () => {
    const proxies = ['10.0.0.5', '10.0.0.6']
    expect(await entranceAt('10.0.0.5', { 'x-forwarded-for': '198.51.100.9, 10.1.2.3, 10.0.0.6' }, proxies)).toBe('portal-inside')
    expect(await entranceAt('10.0.0.5', { 'x-forwarded-for': '10.1.2.3, 198.51.100.9, 10.0.0.6' }, proxies)).toBe('portal-outside')
  })

  test('whoever sends nothing that a browser sends is a workstation', async () => {
    const { app, got } = world()
    const answer = await app.inject({ ...began, headers: versioned, remoteAddress: '10.1.2.3' })
    expect(got[0]?.from).toEqual({ entrance: 'workstation', address: '10.1.2.3' })
    expect(answer.headers).toMatchObject({ [TOKEN_HEADER]: token })
    expect(answer.headers['set-cookie']).toBeUndefined()
  })
})

describe('[S-21] the token of a recovery', () => {
  test('[S-21] is in the cookie of begin\'s answer, and nowhere that a script could read it', async () => {
    const answer = await world().app.inject({ ...began, headers: fromPortal })
    expect(answer.headers['set-cookie']).toBe(recoveryCookie.keeps(token))
    expect(answer.headers[TOKEN_HEADER]).toBeUndefined()
    expect(answer.body).not.toContain(token)
  })

  test('[S-21] fixation: the cookie that a browser brings to begin is not taken over, a new one takes its place', async () => {
    const { app } = world()
    const answer = await app.inject({ ...began, headers: { ...fromPortal, cookie: `__Host-gatehouse-recovery=${'x'.repeat(43)}` } })
    expect(answer.headers['set-cookie']).toBe(recoveryCookie.keeps(token))
  })

  test('[S-21] from the portal only the cookie counts, from a client only the bearer', async () => {
    const { app, got, refusal } = world()
    const reading = { method: 'GET', url: '/v1/recoveries/current' } as const
    expect(await refusal({ ...reading, headers: { ...fromPortal, authorization: `Bearer ${token}` } })).toBe('unknown-recovery')
    expect(got).toEqual([])
    await app.inject({ ...reading, headers: { ...fromPortal, cookie } })
    expect(got).toMatchObject([{ name: 'read', token }])
  })

  test('[S-21] whoever leaves has no cookie afterwards, even when the server could not do it', async () => {
    const answer = await world().app.inject({ method: 'DELETE', url: '/v1/recoveries/current', headers: { ...fromPortal, cookie } })
    expect(answer.statusCode).toBe(500)
    expect(answer.headers['set-cookie']).toBe(recoveryCookie.forgets)
  })
})

describe('[S-21] the effort before a beginning', () => {
  const effort = { challenge: 'c', answers: Array.from({ length: 16 }, () => 1) }
  const guarded = () => {
    const seen: unknown[] = []
    const { app } = testServer({
      portal: { ...portal, effort: { ask: () => Promise.resolve({ challenge: 'c', bits: 17 }), take: (shown, address) => { seen.push([shown, address]); return Promise.resolve(shown !== undefined) } } },
      handlers: { ...handlers, begin: ({ account }) => { seen.push(account); return Promise.resolve({ view, token }) } },
    })
    return { app, seen }
  }

  test('[S-21 S-10] is looked at before anybody is looked for, whatever the name', async () => {
    const { app, seen } = guarded()
    for (const account of ['ada', 'nobody']) {
      const answer = await app.inject({ ...began, body: { account, language: 'en' }, headers: fromPortal, remoteAddress: '192.0.2.8' })
      expect(problemIn(answer.body).code).toBe('effort-needed')
      expect(answer.headers['set-cookie']).toBeUndefined()
    }
    expect(seen).toEqual([[undefined, '192.0.2.8'], [undefined, '192.0.2.8']])
  })

  test('[S-21] is asked of a workstation too: a robot would only have to leave out what a browser sends', async () => {
    const { app, seen } = guarded()
    expect(problemIn((await app.inject({ ...began, headers: versioned, remoteAddress: '192.0.2.8' })).body).code).toBe('effort-needed')
    expect(seen).toEqual([[undefined, '192.0.2.8']])
  })

  test('[S-21] that is enough lets a browser begin, and a workstation', async () => {
    const { app, seen } = guarded()
    expect((await app.inject({ ...began, body: { ...body, effort }, headers: fromPortal, remoteAddress: '192.0.2.8' })).statusCode).toBe(200)
    expect((await app.inject({ ...began, body: { ...body, effort }, headers: versioned, remoteAddress: '192.0.2.8' })).statusCode).toBe(200)
    expect(seen).toEqual([[effort, '192.0.2.8'], 'ada', [effort, '192.0.2.8'], 'ada'])
  })
})

describe('[S-21] what another page makes a browser send is refused, whatever it asks for', () => {
  const elsewhere = 'https://evil.example'
  const sibling = 'https://intranet.corp.example'
  const strangers: [string, Record<string, string>][] = [
    ['CSRF: a form of another site, with our cookie', { ...without(PORTAL_HEADER), origin: elsewhere, cookie, 'sec-fetch-site': 'cross-site' }],
    ['CSRF from a sibling under the same domain, which SameSite lets through', { ...fromPortal, origin: sibling, cookie, 'sec-fetch-site': 'same-site' }],
    ['our header and our cookie, but another origin', { ...fromPortal, origin: elsewhere, cookie }],
    ['the same name, but in the clear', { ...fromPortal, origin: 'http://reset.corp.example', cookie }],
    ['the same name, but another port', { ...fromPortal, origin: 'https://reset.corp.example:8443', cookie }],
    ['a page that hides where it is', { ...fromPortal, origin: 'null', cookie }],
    ['a page that the browser calls another site\'s', { ...fromPortal, 'sec-fetch-site': 'cross-site', cookie }],
    ['a sibling\'s', { ...fromPortal, 'sec-fetch-site': 'same-site', cookie }],
    ['an address typed by the person, which is no page of ours', { ...fromPortal, 'sec-fetch-site': 'none', cookie }],
    ['login CSRF: an attacker\'s account, begun without a cookie', { ...without(PORTAL_HEADER), origin: elsewhere }],
    ['our cookie without our header', { ...without(PORTAL_HEADER), cookie }],
    ['an origin without our header', without(PORTAL_HEADER)],
  ]
  test.each(strangers)('[S-21] %s', async (_, headers) => {
    const { app } = world()
    for (const name of operationNames) {
      const { method, path } = operations[name]
      const answer = await app.inject({ method, url: path, headers, ...(method === 'POST' && { body }) })
      expect(problemIn(answer.body).code, name).toBe('foreign-request')
      expect(answer.headers['set-cookie'], name).toBeUndefined()
      expect(Object.keys(answer.headers).filter((one) => one.startsWith('access-control')), name).toEqual([])
    }
  })

  test('[S-21] whoever changes something says where they are; whoever only reads need not', async () => {
    const { refusal, app, got } = world()
    expect(await refusal({ ...began, headers: without('origin') })).toBe('foreign-request')
    await app.inject({ method: 'GET', url: '/v1/recoveries/current', headers: { ...without('origin'), cookie } })
    expect(got).toMatchObject([{ name: 'read' }])
  })

  test('[S-21] DNS rebinding: by a name that is not the portal\'s own nothing is answered', async () => {
    const { refusal } = world()
    for (const host of ['evil.example', '10.0.0.5', 'reset.corp.example.evil.example', 'reset.corp.example:8443']) {
      expect(await refusal({ ...began, headers: { ...fromPortal, host } }), host).toBe('wrong-host')
      expect(await refusal({ method: 'GET', url: '/v1/about', headers: { ...fromPortal, host } }), host).toBe('wrong-host')
    }
  })

  test('[S-21] a form of another site cannot even say JSON', async () => {
    const { refusal } = world()
    for (const type of ['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data; boundary=x']) {
      expect(await refusal({ ...began, headers: { ...fromPortal, 'content-type': type }, body: JSON.stringify(body) })).toBe('wrong-media-type')
    }
  })

  test('[S-21] where there is no portal, no browser is answered', async () => {
    const { app } = testServer()
    for (const headers of [fromPortal, { ...versioned, origin: elsewhere }, { ...versioned, cookie }]) {
      expect(problemIn((await app.inject({ ...began, headers })).body).code).toBe('foreign-request')
    }
    expect((await app.inject('/reset')).statusCode).toBe(404)
  })
})
