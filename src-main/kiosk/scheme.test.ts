import { describe, expect, test } from 'vitest'
import type { Protocol } from 'electron'
import { pageHeaders } from './page-headers.ts'
import { isScreen, readAhead, serveScreens } from './scheme.ts'

type Answer = { statusCode?: number; headers: Record<string, string>; data: Buffer }
const read: string[] = []
let handle: (request: { url: string; method: string }, answer: (answer: Answer) => void) => void
const protocol = { registerBufferProtocol: (_scheme: string, handler: typeof handle) => { handle = handler } } as unknown as Protocol
serveScreens(protocol, {
  files: {
    '/': { file: 'renderer/kiosk.html', type: 'text/html; charset=utf-8' },
    '/kiosk.js': { file: 'renderer/kiosk.js', type: 'text/javascript; charset=utf-8' },
    '/lost.js': { file: 'renderer/lost.js', type: 'text/javascript; charset=utf-8' },
  },
  folder: '/built',
  readFile: (file) => {
    read.push(file)
    return file.endsWith('lost.js') ? Promise.reject(new Error('ENOENT')) : Promise.resolve(Buffer.from(`text of ${file}`))
  },
})
const ask = (url: string, method = 'GET') => new Promise<Answer>((answer) => handle({ url, method }, answer))

describe('app://gatehouse/', () => {
  test('serves the files of the map, each as what it is', async () => {
    const page = await ask('app://gatehouse/')
    expect(page.data.toString()).toBe('text of /built/renderer/kiosk.html')
    expect(page.headers['content-type']).toBe('text/html; charset=utf-8')
    expect((await ask('app://gatehouse/kiosk.js')).headers['content-type']).toBe('text/javascript; charset=utf-8')
  })

  const absent = ['/main.js', '/package.json', '/../main.js', '/%2e%2e/main.js', '//etc/passwd', '/kiosk.js?x=1', '/constructor', '/__proto__', '/kiosk.js/', '/KIOSK.JS']
  test.each(absent)('[S-01] has no %s, and looks for none', async (path) => {
    read.length = 0
    expect((await ask(`app://gatehouse${path}`)).statusCode).toBe(404)
    expect(read).toEqual([])
  })
  test.each(['app://elsewhere/kiosk.js', 'app://gatehouse.evil/kiosk.js'])('[S-01] is no other host: %s', async (url) => {
    expect((await ask(url)).statusCode).toBe(404)
    expect(isScreen(url)).toBe(false)
  })
  test('a file that cannot be read fails: nothing shows half of itself', async () => expect(await ask('app://gatehouse/lost.js')).toEqual({ error: -2 }))
  test('[S-01] is only read', async () => expect((await ask('app://gatehouse/kiosk.js', 'POST')).statusCode).toBe(404))

  test('every answer carries the content policy, that nothing is there included', async () => {
    for (const url of ['app://gatehouse/', 'app://gatehouse/none']) {
      const { headers } = await ask(url)
      expect(headers['content-security-policy']).toBe(pageHeaders['content-security-policy'])
      expect(headers['x-content-type-options']).toBe('nosniff')
      expect(headers['referrer-policy']).toBe('no-referrer')
    }
  })
})

describe('the content policy', () => {
  const directives = new Map(pageHeaders['content-security-policy'].split('; ').map((text) => [text.split(' ')[0] ?? '', text.split(' ').slice(1)]))
  test('[S-01] begins with nothing, and nothing unsafe comes back in', () => {
    expect(directives.get('default-src')).toEqual(["'none'"])
    expect(pageHeaders['content-security-policy']).not.toMatch(/unsafe|https?:|data:|blob:|\*/)
  })
  test('[S-01] lets a page talk to nobody, be framed by nobody and send no form', () => {
    for (const name of ['connect-src', 'frame-ancestors', 'form-action', 'base-uri']) expect(directives.get(name)).toEqual(["'none'"])
  })
  test('[S-01] wants trusted types, with one policy', () => {
    expect(directives.get('require-trusted-types-for')).toEqual(["'script'"])
    expect(directives.get('trusted-types')).toEqual(['default'])
  })
  test('[S-01] leaves a page no dialog, so no print(), no window and no download', () => {
    expect(directives.get('sandbox')).toEqual(['allow-scripts', 'allow-same-origin', 'allow-forms'])
  })
})

test('every file but the fonts is read ahead, once, whether somebody asks or not; one that cannot be read is said where it is asked for', async () => {
  const asked: string[] = []
  const { readFile } = readAhead({
    files: { '/': { file: 'kiosk.html', type: 'text/html' }, '/lost.js': { file: 'lost.js', type: 'text/javascript' }, '/letters.woff2': { file: 'letters.woff2', type: 'font/woff2' } }, folder: '/built',
    readFile: (file) => {
      asked.push(file)
      return file.endsWith('lost.js') ? Promise.reject(new Error('ENOENT')) : Promise.resolve(Buffer.from('text'))
    },
  })
  expect(asked).toEqual(['/built/kiosk.html', '/built/lost.js'])
  expect((await readFile('/built/kiosk.html')).toString()).toBe('text')
  await expect(readFile('/built/lost.js')).rejects.toThrow('ENOENT')
  expect(asked).toHaveLength(2)
  expect((await readFile('/built/letters.woff2')).toString()).toBe('text')
})
