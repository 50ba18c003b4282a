import { chownSync, mkdtempSync, rmSync } from 'node:fs'
import type { RequestListener } from 'node:http'
import { createServer } from 'node:https'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { ordinaryUser } from '../../scripts/setup/ordinary-user.mjs'
import { corpDirectory, noDomain, sambaVersion } from '../../test/peers/directory/corp-directory.ts'
import { ranAgainst } from '../../test/peers/journal.ts'
import { withPeer } from '../../test/peers/needs.ts'
import { type Domain, startDomain } from '../../test/peers/samba/domain.ts'
import { newService } from '../../test/peers/samba/kerberos/service.ts'
import { noTickets, signedInHolder, type TicketHolder } from '../../test/peers/samba/kerberos/tickets.ts'
import { mustRun } from '../../test/peers/samba/program.ts'
import { type Certificates, makeCertificates } from '../../test/peers/smtp/certificates.ts'
import { noBrowser, openBrowser } from '../../test/world/browser.ts'
import { byTicket } from './by-ticket.ts'
import { endPointBinding } from './channel-binding.ts'
import { negotiateChallenge, negotiateToken } from './negotiate-header.ts'
import { ticketAcceptor } from './tickets/acceptor.ts'

const PATH = '/v1/registration/sign-in/negotiate'
const missing = (await noDomain()) ?? noTickets() ?? noBrowser()

withPeer('what browsers send when they are asked for a ticket', missing, () => {
  let domain: Domain
  let grace: TicketHolder
  const required = { now: false }
  const seen: string[] = []
  const closing: (() => Promise<unknown>)[] = []
  const folder = mkdtempSync(join(tmpdir(), 'gatehouse-browsers-'))
  let certificates: Certificates
  let url: string
  beforeAll(async () => {
    ranAgainst(import.meta.url, await sambaVersion())
    certificates = await makeCertificates(folder)
    domain = await startDomain()
    const service = await newService(domain, 'svc-register', ['HTTP/localhost'])
    const { directory } = corpDirectory(domain)
    const running = Promise.withResolvers<undefined>()
    const acceptor = ticketAcceptor({ ...service, replayFolder: folder }, { info: () => { running.resolve(undefined) }, error: (facts) => { running.reject(new Error(JSON.stringify(facts))) } })
    const negotiate = byTicket({ directory, acceptor, binding: () => ({ required: required.now, value: endPointBinding(certificates.right.cert) }) })
    const listening = await serve((request, response) => {
      if (request.url === '/') return void response.setHeader('content-type', 'text/html').end('<!doctype html><title>Register</title>')
      const token = negotiateToken(request.headers.authorization)
      if (token === undefined) return void response.writeHead(401, { 'www-authenticate': negotiateChallenge() }).end('none')
      void negotiate(token).then((said) => {
        seen.push(said.kind === 'refused' ? `${said.kind}: ${said.reason}` : said.kind)
        if (said.kind !== 'signed-in') return void response.writeHead(403).end(said.kind)
        response.writeHead(200, { 'www-authenticate': negotiateChallenge(said.token) }).end(`signed in: ${said.account}`)
      })
    })
    url = `https://localhost:${listening.port}/`
    closing.push(directory.close, acceptor.close, listening.close)
    await running.promise
    grace = await signedInHolder(domain, 'grace', domain.people.grace.password)
  })
  afterAll(async () => {
    await Promise.all(closing.map((close) => close()))
    await domain.stop()
    rmSync(folder, { recursive: true, force: true })
  })

  async function serve(handle: RequestListener) {
    const server = createServer({ ...certificates.right, maxHeaderSize: 72 * 1024 }, handle)
    await new Promise<void>((resolve) => { server.listen(0, '127.0.0.1', resolve) })
    const address = server.address()
    if (address === null || typeof address === 'string') throw new Error('it does not listen')
    return { port: address.port, close: () => new Promise((resolve) => { server.closeAllConnections(); server.close(resolve) }) }
  }

  test('curl, with the ticket of who runs it', async () => {
    const said = await mustRun('curl', ['-s', '--cacert', certificates.caFile, '--negotiate', '-u', ':', '-X', 'POST', `${url}${PATH.slice(1)}`], { env: grace.env })
    expect(said).toBe('signed in: grace')
  })

  test('Chromium, where its policy lets it, for a request of the page, bound to nothing', async () => {
    const user = await ordinaryUser()
    for (const path of [dirname(grace.env.KRB5_CONFIG), grace.env.KRB5_CONFIG, grace.env.KRB5CCNAME.slice('FILE:'.length)]) chownSync(path, user.uid, user.gid)
    const open = await openBrowser({
      caFile: certificates.caFile,
      args: ['--auth-server-allowlist=localhost', '--disable-auth-negotiate-cname-lookup', '--enable-features=EnableAmbientAuthenticationInIncognito'],
      variables: grace.env,
    })
    try {
      const page = await open.browser.newPage()
      await page.goto(url)
      const asked = () => page.evaluate(async (path) => (await fetch(path, { method: 'POST', body: '{}' })).text(), PATH)
      expect(await asked()).toBe('signed in: grace')
      // Chromium on Linux knows what to bind to, and does not tell its Kerberos library.
      required.now = true
      expect(await asked()).toBe('refused')
      expect(seen.at(-1)).toBe('refused: wrong-binding')
    } finally {
      await open.close()
      open.remove()
    }
  })
})
