import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import * as fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { corpDirectory, noDomain, sambaVersion } from '../../test/peers/directory/corp-directory.ts'
import { ranAgainst } from '../../test/peers/journal.ts'
import { withPeer } from '../../test/peers/needs.ts'
import { corp } from '../../test/peers/samba/corp.ts'
import { type Domain, startDomain } from '../../test/peers/samba/domain.ts'
import { replaced } from '../../test/peers/samba/ldif.ts'
import { notPeople } from '../../test/peers/samba/not-people.ts'
import { mustRun } from '../../test/peers/samba/program.ts'
import { newService, PORTAL, PRINCIPAL, type Service } from '../../test/peers/samba/kerberos/service.ts'
import { KERBEROS, noTickets, signedInHolder, type TicketHolder } from '../../test/peers/samba/kerberos/tickets.ts'
import { runs } from '../../test/soak.ts'
import { type Binding, byTicket } from './by-ticket.ts'
import type { SignInDirectory } from './ports.ts'
import { type Acceptor, type AcceptorOptions, ticketAcceptor } from './tickets/acceptor.ts'

const missing = (await noDomain()) ?? noTickets()
const OTHER = `other.${corp.dnsDomain}`

withPeer('signing in to the registration portal with a ticket of the domain', missing, () => {
  let domain: Domain
  let service: Service
  let directory: ReturnType<typeof corpDirectory>['directory']
  let grace: TicketHolder
  const closing: (() => Promise<unknown>)[] = []
  const folder = mkdtempSync(join(tmpdir(), 'gatehouse-tickets-'))
  beforeAll(async () => {
    ranAgainst(import.meta.url, await sambaVersion())
    domain = await startDomain()
    service = await newService(domain, 'svc-register', [`HTTP/${PORTAL}`])
    await newService(domain, 'svc-other', [`HTTP/${OTHER}`])
    directory = corpDirectory(domain).directory
    closing.push(directory.close)
    grace = await holder('grace')
  })
  afterAll(async () => {
    await Promise.all(closing.map((close) => close()))
    await domain.stop()
    rmSync(folder, { recursive: true, force: true })
  })

  const holder = (name: keyof Domain['people'], lifetime?: string) => signedInHolder(domain, domain.people[name].name, domain.people[name].password, lifetime)
  /** One server's side, once it takes tickets. */
  async function portal({ acceptor: different = {}, binding = { required: false, value: undefined }, directory: own = directory }: { acceptor?: Partial<AcceptorOptions>; binding?: Binding; directory?: Pick<SignInDirectory, 'ofTicket'> } = {}) {
    const lines: { level: string; facts: object; message: string }[] = []
    const heard = Promise.withResolvers<undefined>()
    const note = (level: string) => (facts: object, message: string) => {
      lines.push({ level, facts, message })
      heard.resolve(undefined)
    }
    const acceptor: Acceptor = ticketAcceptor({ ...service, replayFolder: folder, ...different }, { info: note('info'), error: note('error') })
    closing.push(acceptor.close)
    await heard.promise
    return { lines, in: byTicket({ directory: own, acceptor, binding: () => binding }) }
  }

  test('a ticket of somebody in the domain: signed in by objectGUID, and the browser gets an answer to know us by', async () => {
    const one = await portal()
    expect(one.lines).toEqual([{ level: 'info', facts: { principal: PRINCIPAL }, message: 'Kerberos tickets are taken' }])
    const answer: unknown = expect.stringMatching(/^oY[\w+/]+=*$/u)
    expect(await one.in(await grace.token())).toEqual({ kind: 'signed-in', person: await directory.find('grace'), account: 'grace', names: ['grace', 'Grace Forgetful'], token: answer })
    // As macOS and old browsers send it, without SPNEGO around it.
    expect(await one.in(await grace.token({ mechanism: KERBEROS }))).toMatchObject({ kind: 'signed-in', account: 'grace' })
  })

  test('a ticket counts once', async () => {
    const one = await portal()
    const token = await grace.token()
    expect(await one.in(token)).toMatchObject({ kind: 'signed-in' })
    expect(await one.in(token)).toMatchObject({ kind: 'refused', reason: 'replayed' })
    // Also at a server that was started again since.
    expect(await (await portal()).in(token)).toMatchObject({ kind: 'refused', reason: 'replayed' })
  })

  test('a ticket that is for another service', async () => {
    expect(await (await portal()).in(await grace.token({ host: OTHER }))).toMatchObject({ kind: 'refused', reason: 'wrong-key' })
  })

  test('a ticket that has run out, and a clock that is eight minutes off, are told apart in the log', async () => {
    const shortly = await holder('grace', '10m')
    const tomorrow = await portal({ acceptor: { python: ['/usr/bin/faketime', '-f', '+1h', '/usr/bin/python3'] } })
    expect(await tomorrow.in(await shortly.token())).toMatchObject({ kind: 'refused', reason: 'expired' })
    const off = await portal({ acceptor: { python: ['/usr/bin/faketime', '-f', '+8m', '/usr/bin/python3'] } })
    expect(await off.in(await grace.token())).toMatchObject({ kind: 'refused', reason: 'clocks' })
  })

  test('whose account has gone, is another domain\'s or no person\'s is not let in, whatever the ticket says', async () => {
    const elsewhere = await portal({ directory: { ofTicket: (_, sid) => directory.ofTicket('PARTNER.EXAMPLE.TEST', sid) } })
    expect(await elsewhere.in(await grace.token())).toMatchObject({ kind: 'refused', reason: 'elsewhere' })
    const gone = await portal({ directory: { ofTicket: (realm, sid) => directory.ofTicket(realm, Buffer.concat([sid.subarray(0, -4), randomBytes(4)])) } })
    expect(await gone.in(await grace.token())).toMatchObject({ kind: 'refused', reason: 'nobody' })
    // Nobody's name: the SID decides, and this account stands outside of the units that are ours.
    const narrow = corpDirectory(domain, { base: `OU=Contractors,${domain.base}` }).directory
    closing.push(narrow.close)
    expect(await (await portal({ directory: narrow })).in(await grace.token())).toMatchObject({ kind: 'refused', reason: 'nobody' })
  })

  test('a computer of the domain is not let in, although it stands among people and has tickets as they do', async () => {
    const conf = dirname(dirname(domain.caFile))
    const password = 'Granite-Computer-79-Basalt'
    await mustRun('samba-tool', ['user', 'setpassword', notPeople.computer, `--newpassword=${password}`, `--configfile=${join(conf, 'etc/smb.conf')}`, '-H', join(conf, 'private/sam.ldb')])
    const computer = await signedInHolder(domain, notPeople.computer, password)
    expect(await (await portal()).in(await computer.token())).toMatchObject({ kind: 'refused', reason: 'nobody' })
  })

  test('[S-17] a ticket of an administrator, and one of an account that was disabled since', async () => {
    const one = await portal()
    await domain.database.change(replaced(domain.people.jean.dn, { lockoutTime: '0' }))
    const jean = await holder('jean')
    expect(await one.in(await jean.token())).toEqual({ kind: 'not-possible', why: 'protected' })
    const token = await grace.token()
    await domain.database.change(replaced(domain.people.grace.dn, { userAccountControl: '514' }))
    expect(await one.in(token)).toEqual({ kind: 'not-possible', why: 'disabled' })
    await domain.database.change(replaced(domain.people.grace.dn, { userAccountControl: '512' }))
  })

  test('a ticket that was sent to another channel is not taken, nor one without where they are required', async () => {
    const [ours, theirs] = ['a', 'b'].map((one) => Buffer.from(`tls-server-end-point:${one.repeat(32)}`).toString('base64'))
    const lax = await portal({ binding: { required: false, value: ours } })
    expect(await lax.in(await grace.token({ binding: ours ?? '' }))).toMatchObject({ kind: 'signed-in' })
    expect(await lax.in(await grace.token())).toMatchObject({ kind: 'signed-in' })
    expect(await lax.in(await grace.token({ binding: theirs ?? '' }))).toMatchObject({ kind: 'refused', reason: 'wrong-binding' })
    const strict = await portal({ binding: { required: true, value: ours } })
    expect(await strict.in(await grace.token({ binding: ours ?? '' }))).toMatchObject({ kind: 'signed-in' })
    expect(await strict.in(await grace.token())).toMatchObject({ kind: 'refused', reason: 'wrong-binding' })
  })

  test('NTLM, bare and inside Negotiate, and what is no token at all', async () => {
    const one = await portal()
    // MS-NLMP 2.2.1.1, and MS-SPNG's way to say that NTLM is all there is.
    const ntlm = Buffer.from('4e544c4d5353500001000000978208e2000000000000000000000000000000000a0063450000000f', 'hex')
    const inside = Buffer.from('604806062b0601050502a03e303ca00e300c060a2b06010401823702020aa22a0428', 'hex')
    expect(await one.in(ntlm.toString('base64'))).toMatchObject({ kind: 'refused', reason: 'no-kerberos' })
    expect(await one.in(Buffer.concat([inside, ntlm]).toString('base64'))).toMatchObject({ kind: 'refused', reason: 'no-kerberos' })
    expect(await one.in('YIIB')).toMatchObject({ kind: 'refused', reason: 'garbage' })
    for (const cut of ['Y', 'YI', 'YIIB=', 'YIIBY']) expect(await one.in(cut), cut).toMatchObject({ kind: 'refused', reason: 'garbage' })
    expect(await one.in(randomBytes(48_000).toString('base64'))).toMatchObject({ kind: 'refused', reason: 'garbage' })
    expect(await one.in('A'.repeat(64_001))).toMatchObject({ kind: 'refused', reason: 'too-long' })
    expect(await one.in(await grace.token())).toMatchObject({ kind: 'signed-in' })
    // None of them has ended the process that all others are waiting for.
    expect(one.lines).toHaveLength(1)
  })

  test('whatever a stranger sends, it is refused, and the next one is let in', async () => {
    const one = await portal()
    const real = Buffer.from(await grace.token(), 'base64')
    const broken = fc.oneof(
      fc.uint8Array({ minLength: 1, maxLength: 400 }).map((bytes) => Buffer.from(bytes)),
      fc.integer({ min: 1, max: real.length - 1 }).map((length) => real.subarray(0, length)),
      fc.array(fc.tuple(fc.nat(real.length - 1), fc.integer({ min: 1, max: 255 })), { minLength: 1, maxLength: 4 }).map((changes) => {
        const changed = Buffer.from(real)
        for (const [at, by] of changes) changed[at] = (changed[at] ?? 0) ^ by
        return changed
      }),
    )
    await fc.assert(fc.asyncProperty(broken, async (token) => {
      const said = await one.in(token.toString('base64'))
      // What is not covered by any signature may be changed: then it is the same ticket, which counts once.
      if (said.kind !== 'signed-in') expect(said.kind === 'refused' ? said.reason : said.why).not.toMatch(/not-running|elsewhere|nobody/u)
    }), { numRuns: runs(300) })
    expect(one.lines).toHaveLength(1)
    expect(await one.in(await grace.token())).toMatchObject({ kind: 'signed-in' })
  })

  test('a keytab that is not there is said once and for all, until it is there', async () => {
    const one = await portal({ acceptor: { keytabFile: join(folder, 'nowhere.keytab') } })
    expect(one.lines).toHaveLength(1)
    expect(JSON.stringify(one.lines)).toMatch(/nowhere\.keytab.*are not taken/u)
    expect(await one.in('YIIB')).toMatchObject({ kind: 'refused', reason: 'not-running' })
  })
})
