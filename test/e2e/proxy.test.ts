import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { startForwardProxy, type ForwardProxy } from '../peers/hostile/proxy.ts'
import { rightAnswer } from '../peers/hostile/right-answer.ts'
import { startHostile } from '../peers/hostile/server.ts'
import { arrive, connection, press, words } from '../world/person.ts'
import { expect, picture, test as base } from './lone-client.ts'

/** A name that this machine does not know: whoever reaches it has a proxy that does. */
const name = 'elsewhere.example'

const test = base.extend<{ forward: ForwardProxy }>({
  forward: async ({}, use) => {
    const forward = await startForwardProxy()
    await use(forward)
    await forward.stop()
  },
})

test('[S-05 F-29] a fixed proxy carries to the server; what it does instead is named, without a dialog and without a word of its own', async ({ open, hostile, forward, shared }) => {
  const client = await open({ server: `https://${name}:${hostile.port}`, selectedUser: 'CORP\\ada', proxy: { fixed: `127.0.0.1:${forward.port}` } })
  await arrive(await client.page(), 'identify.title')
  await expect(connection(await client.page())).toHaveText(words('frame.connection.reached'))
  hostile.behave(rightAnswer())
  forward.behave('carries')
  expect([await client.ask(), forward.asked()]).toEqual(['ok', [`CONNECT ${name}:${hostile.port}`]])

  for (const wants of [['Basic realm="CANARY"'], ['NTLM'], ['Negotiate'], ['Negotiate', 'NTLM', 'Digest realm="CANARY", nonce="x"', 'Basic realm="CANARY"'], []]) {
    hostile.behave(rightAnswer())
    forward.behave({ wants })
    expect([wants, await client.ask()]).toEqual([wants, 'proxy-sign-in'])
    expect(forward.asked().join()).not.toContain('authorization')
  }
  for (const refuses of ['403 Forbidden', '502 Bad Gateway', '302 Found']) {
    forward.behave({ refuses })
    expect([refuses, await client.ask()]).toEqual([refuses, 'proxy-unreachable'])
  }

  // It shows a certificate of its own in the server's name: the company's own authority would vouch for it, this one is nobody's.
  await shared.certificates.make('hotel', {})
  const hotel = await startHostile(await shared.certificates.shown('hotel'))
  hotel.behave(rightAnswer())
  forward.behave({ breaksTls: hotel.port })
  expect([await client.ask(), hotel.heard()]).toEqual(['certificate-not-trusted', []])

  // The same, and what is asked without TLS it answers itself: a guest network.
  forward.behave({ portal: 'http://login.hotel.example/terms' })
  hostile.behave(rightAnswer(), await shared.certificates.shown('hotel'))
  await press(await client.page(), 'next')
  await arrive(await client.page(), 'problem.captive-portal.title')
  expect(await client.text()).toContain(words('problem.captive-portal.lead'))
  expect(await client.text()).not.toContain('CANARY')
  await picture(client, 'captive-portal')
  expect(forward.asked().filter((asked) => !asked.startsWith('CONNECT')).every((asked) => /^GET http:\/\/elsewhere\.example\/gatehouse-[a-z0-9-]+$/iu.test(asked))).toBe(true)
  await hotel.stop()

  await forward.stop()
  expect(await client.ask()).toBe('proxy-unreachable')
  expect(client.app.windows()).toHaveLength(1)
})

test('[F-29] a proxy that looks into TLS with the company\'s own authority works, and addresses that are excepted go around it', async ({ open, hostile, forward, shared }) => {
  const own = await startHostile(await shared.certificates.shown('right'))
  own.behave(rightAnswer())
  forward.behave({ breaksTls: own.port })
  const server = `https://${name}:${hostile.port}`
  const fixed = `127.0.0.1:${forward.port}`
  const client = await open({ server, proxy: { fixed } })
  expect(await client.ask()).toBe('ok')
  expect(hostile.heard()).toEqual([])
  await client.close()

  // Past the proxy, the name leads nowhere.
  forward.behave('carries')
  const excepted = await open({ server, proxy: { fixed, bypass: ['10.0.0.0/8', '*.example'] } })
  expect([await excepted.ask(), forward.asked()]).toEqual(['name-not-found', []])
  await own.stop()
})

test('[F-29] a PAC script from a file says which proxy; one that cannot be had or is broken is named, and nothing goes around it', async ({ open, hostile, forward, shared }) => {
  const file = join(shared.handed.folder, 'proxy.pac')
  writeFileSync(file, `function FindProxyForURL(url, host) { return host === '${name}' ? 'PROXY 127.0.0.1:${forward.port}' : 'PROXY 127.0.0.1:1' }`)
  hostile.behave(rightAnswer())
  const client = await open({ server: `https://${name}:${hostile.port}`, proxy: { pac: `file://${file}` } })
  await expect(connection(await client.page())).toHaveText(words('frame.connection.reached'))
  expect([await client.ask(), forward.asked()]).toEqual(['ok', [`CONNECT ${name}:${hostile.port}`]])
  await client.close()
  writeFileSync(file, 'this is no script')
  hostile.behave(rightAnswer())
  const broken = await open({ server: `https://${name}:${hostile.port}`, proxy: { pac: `file://${file}` } })
  expect([await broken.ask(), hostile.heard()]).toEqual(['proxy-unreachable', []])
})

test('[F-29] a PAC script is fetched over https from whom this machine trusts, and from nobody else', async ({ open, hostile, forward, shared }) => {
  const script = `function FindProxyForURL() { return 'PROXY 127.0.0.1:${forward.port}' }`
  const pac = await startHostile(await shared.certificates.shown('right'))
  pac.behave((socket) => socket.end(`HTTP/1.1 200 OK\r\ncontent-type: application/x-ns-proxy-autoconfig\r\ncontent-length: ${script.length}\r\n\r\n${script}`))
  hostile.behave(rightAnswer())
  const settings = { server: `https://${name}:${hostile.port}`, proxy: { pac: `https://127.0.0.1:${pac.port}/proxy.pac` } }
  const client = await open(settings)
  await expect(connection(await client.page())).toHaveText(words('frame.connection.reached'))
  expect([await client.ask(), forward.asked()]).toEqual(['ok', [`CONNECT ${name}:${hostile.port}`]])
  await client.close()

  await shared.certificates.make('hotel', {})
  pac.behave(() => {}, await shared.certificates.shown('hotel'))
  forward.behave('carries')
  const other = await open(settings)
  expect([await other.ask(), forward.asked()]).toEqual(['proxy-unreachable', []])
  await pac.stop()
})

test('[F-29] `direct` goes past the proxy of the machine, `system` over it', async ({ open, hostile, forward }) => {
  // The variables are Linux's own way to say which proxy a machine has.
  const machine = { http_proxy: `http://127.0.0.1:${forward.port}`, https_proxy: `http://127.0.0.1:${forward.port}` }
  hostile.behave(rightAnswer())
  const server = `https://${name}:${hostile.port}`
  const bySystem = await open({ server }, machine)
  expect([await bySystem.ask(), forward.asked()]).toEqual(['ok', [`CONNECT ${name}:${hostile.port}`]])
  await bySystem.close()
  forward.behave('carries')
  const direct = await open({ server, proxy: 'direct' }, machine)
  expect([await direct.ask(), forward.asked()]).toEqual(['name-not-found', []])
})
