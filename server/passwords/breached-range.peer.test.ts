import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { createServer, type Server } from 'node:https'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Secret } from '@gatehouse/contract'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { ranAgainst } from '../../test/peers/journal.ts'
import { withPeer } from '../../test/peers/needs.ts'
import { type Certificates, makeCertificates, opensslMissing } from '../../test/peers/smtp/certificates.ts'
import { trusting } from '../../groundwork/outgoing/trust.ts'
import { hashOf } from './breached.ts'
import { foldersFile } from './breached.scenario.ts'
import { breachedRange } from './breached-range.ts'

// A service of this kind on loopback, over real TLS: the public one is never asked by a test.
withPeer('a range query', opensslMissing(), () => {
  const hash = hashOf(new Secret('password')).reveal()
  const { lines } = foldersFile(hash.slice(0, 5), hash.slice(5), 9_545_824)
  let folder: string
  let certificates: Certificates
  let server: Server
  let url: string
  let answer: (request: IncomingMessage, response: ServerResponse) => void
  let asked: { path: string | undefined; headers: IncomingMessage['headers'] }[]

  beforeAll(async () => {
    ranAgainst(import.meta.url, `Node ${process.versions.node}`)
    folder = mkdtempSync(join(tmpdir(), 'gatehouse-range-'))
    certificates = await makeCertificates(folder)
    server = createServer(certificates.right, (request, response) => {
      asked.push({ path: request.url, headers: request.headers })
      answer(request, response)
    })
    await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
    const address = server.address()
    if (address === null || typeof address === 'string') throw new Error('no port')
    url = `https://127.0.0.1:${address.port}/range/`
  })
  beforeEach(() => { asked = [] })
  afterAll(async () => {
    server.closeAllConnections()
    await new Promise((done) => server.close(done))
    rmSync(folder, { recursive: true, force: true })
  })

  const ask = (seconds = 5, ca: string | undefined = readFileSync(certificates.caFile, 'utf8'), of = hash) =>
    breachedRange({ url, seconds }, trusting(ca)).timesSeen(new Secret(of))
  const respond = (status: number, body: string): typeof answer => (_, response) => void response.writeHead(status).end(body)

  test('[F-20] five digits of the hash leave and nothing else; the rest is compared here', async () => {
    answer = respond(200, lines)
    expect(await ask()).toBe(9_545_824)
    expect(await ask(5, readFileSync(certificates.caFile, 'utf8'), `${hash.slice(0, 5)}${'B'.repeat(35)}`)).toBe(0)
    expect(asked.map(({ path }) => path)).toEqual(['/range/5BAA6', '/range/5BAA6'])
    for (const { headers } of asked) {
      expect(headers).toMatchObject({ 'add-padding': 'true' })
      expect(Object.keys(headers).sort()).toEqual(['accept', 'add-padding', 'connection', 'host', 'user-agent'])
    }
    expect(JSON.stringify(asked)).not.toContain(hash.slice(5))
  })

  test.each<[string, () => typeof answer, string]>([
    ['an error', () => respond(503, 'busy'), 'the range query was answered with status 503'],
    ['a redirect, which is not followed', () => (_, response) => void response.writeHead(302, { location: `${url}00000` }).end(), 'the range query was answered with status 302'],
    ['the page of somebody else', () => respond(200, '<html>Welcome to the guest network</html>'), 'the range query was answered with something that is no range'],
    ['nothing, and a hanging up', () => (request) => request.socket.destroy(), 'the range query failed (ECONNRESET)'],
    ['no end', () => (_, response) => void response.writeHead(200).write(lines), 'the range query was not answered in 1000 ms'],
    ['more than there can be', () => respond(200, lines.repeat(20_000)), 'the range query was answered with more than 1000000 bytes'],
  ])('[F-20] %s is no "never seen", and the words have nothing of the hash', async (_, behaviour, words) => {
    answer = behaviour()
    await expect(ask(1)).rejects.toMatchObject({ name: 'Unanswered', message: words })
    server.closeAllConnections()
  })

  test('[S-05] whose certificate is not trusted is not asked', async () => {
    answer = respond(200, lines)
    await expect(ask(5, certificates.otherAuthority.cert)).rejects.toMatchObject({ name: 'Unanswered' })
    expect(asked).toEqual([])
  })
})
