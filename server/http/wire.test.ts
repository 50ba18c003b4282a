import { once } from 'node:events'
import { request as secureRequest } from 'node:https'
import { connect } from 'node:net'
import { text } from 'node:stream/consumers'
import { Secret, VERSION_HEADER } from '@gatehouse/contract'
import { afterEach, describe, expect, test } from 'vitest'
import { certificate, key } from '../config/certificate.scenario.ts'
import { authorized, handlers, problemIn, testServer, view } from './http-server.scenario.ts'
import type { HttpParts } from './http-server.ts'

const running: (() => Promise<unknown>)[] = []
afterEach(async () => {
  for (const close of running.splice(0)) await close()
})

async function listening(parts: Partial<HttpParts> = {}) {
  const server = testServer(parts)
  running.push(() => server.app.close())
  const url = new URL(await server.app.listen({ host: '127.0.0.1', port: 0 }))
  return { ...server, port: Number(url.port) }
}

describe('on the wire', () => {
  const raw = async (port: number, bytes: string) => {
    const socket = connect(port, '127.0.0.1')
    socket.write(bytes)
    return text(socket)
  }
  const bodyOf = (answer: string) => problemIn(answer.slice(answer.indexOf('\r\n\r\n') + 4))

  test('what is no HTTP, and headers without end, are answered with a problem', async () => {
    const { port } = await listening()
    const noise = await raw(port, 'HELLO\r\n\r\n')
    expect(noise).toMatch(/^HTTP\/1\.1 400 Bad Request\r\n/u)
    expect(noise).toContain('cache-control: no-store')
    expect(bodyOf(noise).code).toBe('invalid-input')
    expect(bodyOf(await raw(port, `GET / HTTP/1.1\r\nx: ${'x'.repeat(9000)}\r\n\r\n`)).code).toBe('too-large')
  })

  test('who sends a request letter by letter is let go', async () => {
    const { port } = await listening({ limits: { request: 150, headers: 100, check: 20, keepAlive: 1000 } })
    expect(await raw(port, 'POST /v1/recoveries HTTP/1.1\r\nhost: x\r\n')).toMatch(/^HTTP\/1\.1 408 /u)
    expect(await raw(port, `POST /v1/recoveries HTTP/1.1\r\nhost: x\r\n${VERSION_HEADER}: 1\r\ncontent-type: application/json\r\ncontent-length: 100\r\n\r\n{"acc`)).toMatch(/^HTTP\/1\.1 408 /u)
  })

  test('and who connects and never says how to speak TLS, just as soon', async () => {
    const { port } = await listening({ tls: { certificate, key: new Secret(key) }, limits: { request: 150, headers: 100, check: 20, keepAlive: 1000 } })
    expect(await Promise.all([raw(port, ''), raw(port, '\x16\x03\x01')])).toEqual(['', ''])
  })

  test('how long anybody may take is what was asked for', async () => {
    const { app } = await listening({ limits: { request: 1100, headers: 900, check: 20, keepAlive: 700 } })
    expect(app.server).toMatchObject({ requestTimeout: 1100, headersTimeout: 900, keepAliveTimeout: 700 })
  })

  test('who goes away in the middle of a body is no fault of ours', async () => {
    const { app, port, lines } = await listening()
    const socket = connect(port, '127.0.0.1')
    socket.write(`POST /v1/recoveries HTTP/1.1\r\nhost: x\r\n${VERSION_HEADER}: 1\r\ncontent-type: application/json\r\ncontent-length: 100\r\n\r\n{"acc`)
    const seen = new Promise((resolve) => app.server.once('connection', (theirs) => theirs.once('close', resolve)))
    await once(socket, 'connect')
    await once(app.server, 'request')
    socket.destroy()
    await seen
    // What follows from the end of a connection follows at once.
    await new Promise(setImmediate)
    expect(lines.join('')).not.toMatch(/unexpected|error/u)
  })

  test('while stopping, the request under way is finished and whoever comes late is told', async () => {
    const [reading, finish, stopping, stop] = [gate(), gate(), gate(), gate()]
    const { app } = testServer({ handlers: { ...handlers, read: async () => { reading.open(); await finish.opened; return view } } })
    app.addHook('preClose', async () => { stopping.open(); await stop.opened })
    const url = await app.listen({ host: '127.0.0.1', port: 0 })

    const underWay = fetch(`${url}/v1/recoveries/current`, { headers: authorized })
    await reading.opened
    const closed = app.close()
    await stopping.opened
    expect(problemIn(await (await fetch(`${url}/v1/about`, { headers: authorized })).text()).code).toBe('server-busy')
    stop.open()
    finish.open()
    expect((await underWay).status).toBe(200)
    await closed
    await expect(fetch(`${url}/v1/about`)).rejects.toThrow('fetch failed')
  })

  test('whose answer leaves while the server stops keeps no connection: the stop would wait for it', async () => {
    const [reading, finish] = [gate(), gate()]
    const { app } = testServer({ handlers: { ...handlers, read: async () => { reading.open(); await finish.opened; return view } } })
    const url = await app.listen({ host: '127.0.0.1', port: 0 })
    const underWay = fetch(`${url}/v1/recoveries/current`, { headers: authorized })
    await reading.opened
    const closed = app.close()
    await expect.poll(() => app.server.listening).toBe(false)
    finish.open()
    const answer = await underWay
    expect([answer.status, answer.headers.get('connection')]).toEqual([200, 'close'])
    await closed
  })

  test('over TLS asks browsers to stay there, and old TLS is refused', async () => {
    const { port } = await listening({ tls: { certificate, key: new Secret(key) } })
    const over = (more: object) => new Promise<Record<string, unknown>>((resolve, reject) => {
      secureRequest({ host: '127.0.0.1', port, path: '/v1/health/live', ca: certificate, ...more }, (answer) => { answer.resume(); resolve(answer.headers) }).on('error', reject).end()
    })
    expect(await over({})).toMatchObject({ 'cache-control': 'no-store', 'strict-transport-security': 'max-age=31536000' })
    await expect(over({ maxVersion: 'TLSv1.1', minVersion: 'TLSv1', ciphers: 'DEFAULT@SECLEVEL=0' })).rejects.toThrow(/protocol version|unsupported protocol/u)
  })
})

function gate() {
  let open = () => {}
  const opened = new Promise<void>((resolve) => { open = resolve })
  return { open, opened }
}
