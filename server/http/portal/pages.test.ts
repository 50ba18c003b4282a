import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { brotliDecompressSync, gunzipSync } from 'node:zlib'
import { contentPolicy } from '@gatehouse/contract'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { portal, problemIn, testServer } from '../http-server.scenario.ts'
import { PortalMissing, readPortal } from './files.ts'

const host = 'reset.corp.example'
const get = (url: string, headers: Record<string, string> = {}) => testServer({ portal }).app.inject({ method: 'GET', url, headers: { host, ...headers } })

describe('the page', () => {
  test('is at /reset, whatever stands behind it, and asked for anew each time', async () => {
    for (const url of ['/reset', '/reset?from=intranet']) {
      const answer = await get(url)
      expect(answer).toMatchObject({ statusCode: 200, body: '<!doctype html><title>portal</title>' })
      expect(answer.headers).toMatchObject({ 'content-type': 'text/html; charset=utf-8', 'cache-control': 'no-store' })
    }
    for (const url of ['/', '/reset/']) expect((await get(url)).headers.location).toBe('/reset')
  })

  test('[S-21] by another name is only told where it is: a page of theirs would not be', async () => {
    const answer = await get('/reset', { host: 'evil.example' })
    expect(answer.statusCode).toBe(421)
    expect(answer.body).toContain('https://reset.corp.example/reset')
    expect(answer.body).not.toContain('<script')
  })

  test('its parts are kept for good, each as what it is, as small as the browser takes it', async () => {
    const part = '/reset/portal-abc.js'
    expect((await get(part)).headers).toMatchObject({ 'content-type': 'text/javascript; charset=utf-8', 'cache-control': 'public, max-age=31536000, immutable', 'vary': 'accept-encoding' })
    const bodies = async (accepted: string) => {
      const { headers, body } = await get(part, { 'accept-encoding': accepted })
      return [headers['content-encoding'], body]
    }
    expect(await bodies('gzip, deflate, br')).toEqual(['br', 'small'])
    expect(await bodies('gzip')).toEqual(['gzip', 'smaller'])
    expect(await bodies('br;q=0, gzip;q=0.5')).toEqual(['gzip', 'smaller'])
    expect(await bodies('identity')).toEqual([undefined, 'script'])
  })

  test.each(['/reset/files.json', '/reset/../server/main.ts', '/reset/%2e%2e/package.json', '/reset/portal-abc.js/', '/reset/constructor', '/Reset', '/resetx'])(
    '[S-21] %s is not there', async (url) => {
      expect(problemIn((await get(url)).body).code).toBe('not-found')
    })

  test('of registration is at /register where it was built, with the same parts, and nowhere where it was not', async () => {
    const register = { type: 'text/html; charset=utf-8', body: Buffer.from('<!doctype html><title>register</title>'), smaller: {} }
    const built = testServer({ portal: { ...portal, files: { ...portal.files, register } } }).app
    const ask = (url: string, from = host) => built.inject({ method: 'GET', url, headers: { host: from } })
    expect(await ask('/register')).toMatchObject({ statusCode: 200, body: '<!doctype html><title>register</title>' })
    expect((await ask('/register')).headers).toMatchObject({ 'cache-control': 'no-store', 'x-frame-options': 'DENY' })
    expect((await ask('/register/')).headers.location).toBe('/register')
    expect(await ask('/register/portal-abc.js')).toMatchObject({ statusCode: 200, body: 'script' })
    const elsewhere = await ask('/register', 'evil.example')
    expect([elsewhere.statusCode, elsewhere.body]).toEqual([421, expect.stringContaining('https://reset.corp.example/register')])
    expect(problemIn((await get('/register')).body).code).toBe('not-found')
  })

  test('[S-21] is only read', async () => {
    for (const method of ['POST', 'PUT', 'DELETE'] as const) {
      expect((await testServer({ portal }).app.inject({ method, url: '/reset', headers: { host } })).statusCode).toBe(404)
    }
  })
})

describe('[S-21] what page and parts may do', () => {
  const directives = (policy: string) => new Map(policy.split('; ').map((text) => [text.split(' ')[0], text.split(' ').slice(1).join(' ')]))
  const policyOf = async (url: string) => String((await get(url)).headers['content-security-policy'])

  test('[S-21] is what the kiosk\'s may, but ask their own origin and work beside the page', async () => {
    const ours = directives(await policyOf('/reset'))
    expect(ours.get('connect-src')).toBe("'self'")
    expect(ours.get('worker-src')).toBe("'self'")
    ours.delete('worker-src')
    ours.set('connect-src', "'none'")
    expect(ours).toEqual(directives(contentPolicy()))
    expect(await policyOf('/reset/portal-abc.js')).toBe(await policyOf('/reset'))
  })

  test.each(['/', '/reset', '/reset/portal-abc.js', '/reset/'])('[S-21] clickjacking, openers, sniffing, referrer: %s is nobody\'s to use', async (url) => {
    const { headers } = await get(url)
    expect(headers['content-security-policy']).toMatch(/frame-ancestors 'none'/u)
    expect(String(headers['content-security-policy'])).not.toMatch(/unsafe|https?:|data:|blob:|\*/u)
    expect(headers).toMatchObject({
      'x-frame-options': 'DENY', 'x-content-type-options': 'nosniff', 'referrer-policy': 'no-referrer',
      'strict-transport-security': 'max-age=31536000', 'cross-origin-opener-policy': 'same-origin', 'cross-origin-resource-policy': 'same-origin', 'cross-origin-embedder-policy': 'require-corp',
    })
    expect(headers['set-cookie']).toBeUndefined()
  })
})

describe('the built files', () => {
  let folder: string
  beforeAll(async () => { folder = await mkdtemp(join(tmpdir(), 'gatehouse-portal-files-')) })
  afterAll(() => rm(folder, { recursive: true }))
  const manifest = (files: object[], page = 'portal.html') => writeFile(join(folder, 'files.json'), JSON.stringify({ page, files }))

  test('are all in memory, and what is text also compressed', async () => {
    await writeFile(join(folder, 'portal.html'), 'the page')
    await writeFile(join(folder, 'a.js'), 'script '.repeat(100))
    await writeFile(join(folder, 'a.png'), 'picture')
    await manifest([{ path: 'portal.html', type: 'text/html' }, { path: 'a.js', type: 'text/javascript' }, { path: 'a.png', type: 'image/png' }])
    const { page, parts } = await readPortal(folder)
    expect(page.body.toString()).toBe('the page')
    expect([...parts.keys()]).toEqual(['a.js', 'a.png'])
    const script = parts.get('a.js')
    expect([brotliDecompressSync(script?.smaller.br ?? '').toString(), gunzipSync(script?.smaller.gzip ?? '').toString()]).toEqual([script?.body.toString(), script?.body.toString()])
    expect(parts.get('a.png')?.smaller).toEqual({})
  })

  test.each<[string, () => Promise<unknown>]>([
    ['no folder', () => rm(join(folder, 'files.json'), { force: true })],
    ['a part that is missing', () => manifest([{ path: 'portal.html', type: 'text/html' }, { path: 'gone.js', type: 'text/javascript' }])],
    ['no page', () => manifest([{ path: 'a.js', type: 'text/javascript' }])],
    ['a list that is none', () => writeFile(join(folder, 'files.json'), '[]')],
  ])('%s: the server says what is missing, where, and how to make it', async (_, spoil) => {
    await spoil()
    await expect(readPortal(folder)).rejects.toThrow(PortalMissing)
    await expect(readPortal(folder)).rejects.toThrow(/built files are not in .+ \(.+\); build them with `node scripts\/build\.ts --portal`, or name their folder in portal\.folder/u)
  })
})
