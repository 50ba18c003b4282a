import { describe, expect, test } from 'vitest'
import type { Protocol } from 'electron'
import { contentPolicy } from './content-policy.ts'
import { isScreen, serveScreens } from './scheme.ts'

const read: string[] = []
let handle: (request: Request) => Promise<Response>
const protocol = { handle: (_scheme: string, handler: typeof handle) => { handle = handler } } as unknown as Protocol
serveScreens(protocol, {
  files: { '/': { file: 'renderer/kiosk.html', type: 'text/html; charset=utf-8' }, '/kiosk.js': { file: 'renderer/kiosk.js', type: 'text/javascript; charset=utf-8' } },
  folder: '/built',
  readFile: (file) => {
    read.push(file)
    return Promise.resolve(new TextEncoder().encode(`text of ${file}`))
  },
})
/** A request as Electron makes it: of a URL that `Request` of Node would take apart otherwise. */
const ask = (url: string, method = 'GET') => handle({ url, method } as Request)

describe('app://gatehouse/', () => {
  test('serves the files of the map, each as what it is', async () => {
    const page = await ask('app://gatehouse/')
    expect(await page.text()).toBe('text of /built/renderer/kiosk.html')
    expect(page.headers.get('content-type')).toBe('text/html; charset=utf-8')
    expect((await ask('app://gatehouse/kiosk.js')).headers.get('content-type')).toBe('text/javascript; charset=utf-8')
  })

  const absent = ['/main.js', '/package.json', '/../main.js', '/%2e%2e/main.js', '//etc/passwd', '/kiosk.js?x=1', '/constructor', '/__proto__', '/kiosk.js/', '/KIOSK.JS']
  test.each(absent)('[S-01] has no %s, and looks for none', async (path) => {
    read.length = 0
    expect((await ask(`app://gatehouse${path}`)).status).toBe(404)
    expect(read).toEqual([])
  })
  test.each(['app://elsewhere/kiosk.js', 'app://gatehouse.evil/kiosk.js'])('[S-01] is no other host: %s', async (url) => {
    expect((await ask(url)).status).toBe(404)
    expect(isScreen(url)).toBe(false)
  })
  test('[S-01] is only read', async () => expect((await ask('app://gatehouse/kiosk.js', 'POST')).status).toBe(404))

  test('every answer carries the content policy, that nothing is there included', async () => {
    for (const url of ['app://gatehouse/', 'app://gatehouse/none']) {
      const { headers } = await ask(url)
      expect(headers.get('content-security-policy')).toBe(contentPolicy)
      expect(headers.get('x-content-type-options')).toBe('nosniff')
      expect(headers.get('referrer-policy')).toBe('no-referrer')
    }
  })
})

describe('the content policy', () => {
  const directives = new Map(contentPolicy.split('; ').map((text) => [text.split(' ')[0] ?? '', text.split(' ').slice(1)]))
  test('[S-01] begins with nothing, and nothing unsafe comes back in', () => {
    expect(directives.get('default-src')).toEqual(["'none'"])
    expect(contentPolicy).not.toMatch(/unsafe|https?:|data:|blob:|\*/)
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
