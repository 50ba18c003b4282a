import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { request } from 'node:https'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { FastifyInstance } from 'fastify'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { freePort } from '../../../test/peers/free-port.ts'
import { haproxyMissing, haproxyVersion, runHaproxy } from '../../../test/peers/haproxy/haproxy.ts'
import { ranAgainst } from '../../../test/peers/journal.ts'
import { withPeer } from '../../../test/peers/needs.ts'
import { nginxMissing, nginxVersion, runNginx } from '../../../test/peers/nginx/nginx.ts'
import { type Certificates, makeCertificates, opensslMissing } from '../../../test/peers/smtp/certificates.ts'
import { fromPortal, handlers, portal, testServer, token, view } from '../http-server.scenario.ts'
import { recoveryCookie } from './cookie.ts'

// Each proxy as docs/portal.md sets it up, but for its ports and files. Of loopback some is inside here, and some is not.
const INSIDE = '127.0.7.7'
const OUTSIDE = '127.0.8.8'
const insideNetworks = ['127.0.7.0/24', '127.0.0.1']
const page = readFileSync(new URL('../../../docs/portal.md', import.meta.url), 'utf8')
const shown = (language: string) => new RegExp(`\`\`\`${language}\n(.*?)\`\`\``, 'su').exec(page)?.[1] ?? expect.fail(`docs/portal.md shows nothing for ${language}`)

const aboutTickets = readFileSync(new URL('../../../docs/registration-sign-in.md', import.meta.url), 'utf8')
const forTickets = (language: string) => new RegExp(`\`\`\`${language}\n(.*?)\n\`\`\``, 'su').exec(aboutTickets)?.[1] ?? expect.fail(`docs/registration-sign-in.md shows nothing for ${language}`)

type Proxy = { name: string; forTickets: string; run: (text: string, answers: () => Promise<boolean>) => Promise<() => Promise<void>>; text: (at: { port: number; server: number; pem: string }) => string }
const nginx: Proxy = {
  name: 'nginx', forTickets: forTickets('nginx'), run: runNginx,
  text: ({ port, server, pem }) => shown('nginx')
    .replace('listen 443', `listen 127.0.0.1:${port}`).replace('listen [::]:443', `listen [::1]:${port}`)
    .replaceAll(/(ssl_certificate(?:_key)?) .+;/gu, `$1 ${pem};`).replace('127.0.0.1:8080;', `127.0.0.1:${server};`),
}
const haproxy: Proxy = {
  name: 'HAProxy', forTickets: `global\n  ${forTickets('haproxy')}`, run: runHaproxy,
  text: ({ port, server, pem }) => `defaults\n  timeout connect 5s\n  timeout client 5s\n  timeout server 5s\n${shown('haproxy')
    .replace(':::443 v4v6', `127.0.0.1:${port}`).replace(/(ssl crt) (.+)/u, `$1 ${pem}\n  bind ::1:${port} ssl crt ${pem}`).replace('127.0.0.1:8080', `127.0.0.1:${server}`)}`,
}

withPeer('The portal behind a proxy', nginxMissing() ?? haproxyMissing() ?? opensslMissing(), () => {
  let folder: string
  let certificates: Certificates
  const opened: (() => Promise<unknown>)[] = []
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'gatehouse-behind-'))
    certificates = await makeCertificates(folder)
    writeFileSync(join(folder, 'both.pem'), certificates.right.cert + certificates.right.key)
    ranAgainst(import.meta.url, `nginx ${nginxVersion}`)
    ranAgainst(import.meta.url, `HAProxy ${haproxyVersion}`)
  })
  afterEach(async () => {
    for (const close of opened.splice(0).reverse()) await close()
  })
  afterAll(() => rmSync(folder, { recursive: true }))

  /** @param proxies whom the server believes @param lines what is added to the proxy's settings @param ticketsAt where headers may be long */
  async function behind(proxy: Proxy, proxies: string[], { lines, ticketsAt }: { lines?: string; ticketsAt?: string } = {}) {
    const got: { entrance: string; address: string }[] = []
    const { app } = testServer({ proxies, ticketsAt, portal: { ...portal, insideNetworks }, handlers: { ...handlers, begin: (_, from) => { got.push(from); return Promise.resolve({ view, token }) } } })
    await app.listen({ host: '127.0.0.1', port: 0 })
    opened.push(() => app.close())
    const port = await freePort()
    const ask = (from: string, said: Record<string, string | string[]> = {}, path = '/v1/recoveries') => new Promise<{ status: number | undefined; cookie: string | undefined }>((resolve, reject) => {
      const { host, ...headers } = fromPortal
      request({
        host: from === '::1' ? '::1' : '127.0.0.1', port, path, method: path === '/v1/recoveries' ? 'POST' : 'GET', localAddress: from,
        servername: 'localhost', ca: readFileSync(certificates.caFile),
        // Neither Node nor a proxy may say it otherwise: the proxy listens on another port than the portal's name says.
        headers: { ...headers, host, 'content-type': 'application/json', ...said },
      }, (response) => {
        response.resume().on('end', () => resolve({ status: response.statusCode, cookie: response.headers['set-cookie']?.join() }))
      }).on('error', reject).end(path === '/v1/recoveries' ? JSON.stringify({ account: 'ada', language: 'en' }) : undefined)
    })
    opened.push(await proxy.run(`${lines === undefined ? '' : `${lines}\n`}${proxy.text({ port, server: portOf(app), pem: join(folder, 'both.pem') })}`, async () => (await ask(OUTSIDE, {}, '/v1/health/live')).status === 200))
    return { ask, got }
  }

  for (const proxy of [nginx, haproxy]) {
    test(`[S-21] ${proxy.name} brings everybody in where they are, whatever they say of themselves`, async () => {
      const { ask, got } = await behind(proxy, ['127.0.0.1'])
      const forged = { 'x-forwarded-for': INSIDE, 'forwarded': `for=${INSIDE}`, 'x-real-ip': INSIDE, 'x-forwarded-host': 'evil.example' }
      expect(await ask(INSIDE)).toEqual({ status: 200, cookie: recoveryCookie.keeps(token) })
      for (const said of [{}, forged, { 'x-forwarded-for': [INSIDE, INSIDE] }, { 'x-forwarded-for': `${INSIDE}, 127.0.0.1` }, { 'x-forwarded-for': '127.0.0.1' }]) {
        expect((await ask(OUTSIDE, said)).status).toBe(200)
      }
      expect((await ask('::1')).status).toBe(200)
      const outside = { entrance: 'portal-outside', address: OUTSIDE }
      expect(got).toEqual([{ entrance: 'portal-inside', address: INSIDE }, outside, outside, outside, outside, outside, { entrance: 'portal-outside', address: '::1' }])
    })

    test(`[S-21] ${proxy.name}, standing inside and not named in the settings, brings nobody in`, async () => {
      const { ask, got } = await behind(proxy, [])
      for (const from of [INSIDE, OUTSIDE]) await ask(from)
      const proxyItself = { entrance: 'portal-outside', address: '127.0.0.1' }
      expect(got).toEqual([proxyItself, proxyItself])
    })

    test(`${proxy.name} lets a ticket through that is as large as Windows makes one, with the line that is shown for it`, async () => {
      const largest = { authorization: `Negotiate ${'A'.repeat(64_000)}` }
      const ticketsAt = '/v1/recoveries'
      expect((await (await behind(proxy, ['127.0.0.1'], { ticketsAt })).ask(INSIDE, largest)).status).not.toBe(200)
      expect((await (await behind(proxy, ['127.0.0.1'], { ticketsAt, lines: proxy.forTickets })).ask(INSIDE, largest)).status).toBe(200)
    })
  }
})

function portOf(app: FastifyInstance): number {
  const address = app.server.address()
  return typeof address === 'object' && address ? address.port : expect.fail('it does not listen')
}
