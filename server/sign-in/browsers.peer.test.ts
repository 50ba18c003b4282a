import { chownSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { CONTRACT_VERSION, PORTAL_HEADER, Secret, VERSION_HEADER } from '@gatehouse/contract'
import { registrationOperations } from '@gatehouse/contract/registration'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { ordinaryUser } from '../../scripts/setup/ordinary-user.mjs'
import { corpDirectory, noDomain, sambaVersion } from '../../test/peers/directory/corp-directory.ts'
import { freePort } from '../../test/peers/free-port.ts'
import { ranAgainst } from '../../test/peers/journal.ts'
import { withPeer } from '../../test/peers/needs.ts'
import { type Domain, startDomain } from '../../test/peers/samba/domain.ts'
import { newService } from '../../test/peers/samba/kerberos/service.ts'
import { noTickets, signedInHolder, type TicketHolder } from '../../test/peers/samba/kerberos/tickets.ts'
import { mustRun } from '../../test/peers/samba/program.ts'
import { type Certificates, makeCertificates } from '../../test/peers/smtp/certificates.ts'
import { noBrowser, openBrowser } from '../../test/world/browser.ts'
import { putEmptyDatabase } from '../../test/world/empty-database.ts'
import { createLog } from '../../groundwork/log/log.ts'
import { config, policy } from '../server.scenario.ts'
import { type RunningServer, startServer } from '../server.ts'

const { path: PATH } = registrationOperations.signInNegotiate
const missing = (await noDomain()) ?? noTickets() ?? noBrowser()

// The whole server, with a page of the portal that does nothing by itself.
withPeer('what browsers send to the registration portal when they are asked for a ticket', missing, () => {
  let domain: Domain
  let server: RunningServer
  let grace: TicketHolder
  let certificates: Certificates
  let origin: string
  let closeDirectory: () => Promise<void>
  const lines: string[] = []
  const folder = mkdtempSync(join(tmpdir(), 'gatehouse-browsers-'))
  beforeAll(async () => {
    ranAgainst(import.meta.url, await sambaVersion())
    domain = await startDomain()
    const [service, made, port] = await Promise.all([newService(domain, 'svc-register', ['HTTP/localhost']), makeCertificates(folder), freePort()])
    certificates = made
    origin = `https://localhost:${port}`
    const { cert, key } = certificates.right
    const tls = { certificate: cert, key: new Secret(key) }
    mkdirSync(join(folder, 'portal'))
    writeFileSync(join(folder, 'portal/files.json'), JSON.stringify({ page: 'page.html', files: [{ path: 'page.html', type: 'text/html; charset=utf-8' }] }))
    writeFileSync(join(folder, 'portal/page.html'), '<!doctype html><title>portal</title>')
    const { directory } = corpDirectory(domain)
    closeDirectory = directory.close
    await putEmptyDatabase(join(folder, 'data'))
    const taken = Promise.withResolvers<undefined>()
    server = await startServer({
      ...config, listen: { host: '127.0.0.1', port, tls, proxies: [] }, database: { folder: join(folder, 'data') },
      portal: { origin, insideNetworks: ['127.0.0.1'], effortBits: 0, folder: join(folder, 'portal') },
      registration: { negotiate: { ...service, binding: { required: false, certificate: cert } } },
    }, policy, { directory, log: createLog('info', (line) => {
      lines.push(line)
      if (line.includes('Kerberos tickets are taken')) taken.resolve(undefined)
    }) })
    await taken.promise
    grace = await signedInHolder(domain, 'grace', domain.people.grace.password)
  })
  afterAll(async () => {
    await server.close()
    await closeDirectory()
    await domain.stop()
    rmSync(folder, { recursive: true, force: true })
  })

  const headers = { [VERSION_HEADER]: String(CONTRACT_VERSION), [PORTAL_HEADER]: '1', 'content-type': 'application/json' }

  test('curl, with the ticket of who runs it: signed in, and told who answers', async () => {
    const said = await mustRun('curl', [
      ...['-si', '--cacert', certificates.caFile, '--negotiate', '-u', ':', '-d', '{"language":"en"}', `${origin}${PATH}`],
      ...Object.entries({ ...headers, origin }).flatMap(([name, value]) => ['-H', `${name}: ${value}`]),
    ], { env: grace.env })
    expect(said).toMatch(/ 200 OK\r\n[^]*www-authenticate: Negotiate oY[^]*set-cookie: __Host-[^]*"account":"grace"/u)
  })

  test('Chromium, where its policy lets it, for a request of the page', async () => {
    const user = await ordinaryUser()
    for (const path of [dirname(grace.env.KRB5_CONFIG), grace.env.KRB5_CONFIG, grace.env.KRB5CCNAME.slice('FILE:'.length)]) chownSync(path, user.uid, user.gid)
    const open = await openBrowser({
      caFile: certificates.caFile,
      // A private window, as each of Playwright's is, hands over no tickets otherwise.
      args: ['--auth-server-allowlist=localhost', '--disable-auth-negotiate-cname-lookup', '--enable-features=EnableAmbientAuthenticationInIncognito'],
      variables: grace.env,
    })
    try {
      const page = await open.browser.newPage()
      await page.goto(`${origin}/reset`)
      const asked = () => page.evaluate(async (request) => {
        const answer = await fetch(request.path, { method: 'POST', headers: request.headers, body: '{"language":"en"}' })
        return { status: answer.status, said: await answer.text() }
      }, { path: PATH, headers })
      // On Linux a new profile loads the Kerberos library because of the first one, and has it from the next one on.
      const first = await asked()
      const { status, said } = first.status === 401 ? await asked() : first
      expect([status, said]).toEqual([200, expect.stringContaining('"account":"grace"')])
      expect((await page.context().cookies()).map(({ name, httpOnly }) => ({ name, httpOnly }))).toEqual([{ name: '__Host-gatehouse-registration', httpOnly: true }])
    } finally {
      await open.close()
      open.remove()
    }
  })

  test('each sign-in is on the record, and no ticket is in the log', () => {
    expect(lines.join('\n')).not.toMatch(/YII[\w+/]{20}/u)
    expect(lines.filter((line) => line.includes('registration-begun'))).toHaveLength(2)
  })
})
