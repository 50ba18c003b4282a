import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Secret } from '@gatehouse/contract'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { noDomain, sambaVersion } from '../../../../test/peers/directory/corp-directory.ts'
import { noDns, startDns } from '../../../../test/peers/dns/dnsmasq.ts'
import { ranAgainst } from '../../../../test/peers/journal.ts'
import { withPeer } from '../../../../test/peers/needs.ts'
import { unitDn } from '../../../../test/peers/samba/corp.ts'
import { type Domain, startDomain } from '../../../../test/peers/samba/domain.ts'
import { groupDn } from '../../../../test/peers/samba/groups.ts'
import { extended, replaced } from '../../../../test/peers/samba/ldif.ts'
import { people, serviceAccount } from '../../../../test/peers/samba/people.ts'
import { type Grant, type Right, rights, rightsOf } from '../../../../test/peers/samba/rights.ts'
import { writeServerFiles } from '../../../../test/world/server-files.ts'
import { directoryCheck } from '../../../commands/directory-check.ts'
import type { DomainOptions } from '../options.ts'
import { checkDomain } from './check.ts'
import type { Finding } from './finding.ts'

const OTHER_MAILBOX = '0296c123-40da-11d1-a9c0-0000f80367c1'
const SECOND = 1_000
const DAY = 86_400 * SECOND
const { katherine } = people

const everyRight = rights.filter(({ set }) => set !== 'confidential-attributes')
/** In OU Contractors, on whose only person nobody has a right that everybody else has. */
const hardened = everyRight.filter(({ set }) => set !== 'attributes')

withPeer('directory check', await noDomain(), () => {
  let domain: Domain
  let grant: Grant
  let options: DomainOptions
  beforeAll(async () => {
    ranAgainst(import.meta.url, await sambaVersion())
    domain = await startDomain()
    grant = await rightsOf(domain.database)
    await grant(everyRight, [OTHER_MAILBOX])
    options = {
      base: unitDn('People'), controllers: [{ host: domain.host, port: 636, address: domain.address }], changesAt: 'pdc', ca: readFileSync(domain.caFile, 'utf8'),
      bind: { user: serviceAccount.upn, password: new Secret(serviceAccount.password) }, privateMailAttribute: 'otherMailbox', privateNumberAttribute: 'mobile',
    }
  })
  afterAll(() => domain.stop())

  const found = (different: Partial<DomainOptions> = {}, ahead = 0) =>
    checkDomain({ ...options, ...different }, { now: () => Date.now() + ahead, limit: 10_000 })
  const lines = (findings: readonly Finding[], ...states: string[]) => findings.filter(({ state }) => states.includes(state)).map(({ check }) => check)
  const one = (findings: readonly Finding[], check: string) => findings.find((finding) => finding.check === check)
  const change = (attributes: Record<string, string | string[]>) => domain.database.change(replaced(serviceAccount.dn, attributes))

  test('where everything is as it should be, nothing is missing, and what is worth knowing is said', async () => {
    const findings = await found()
    expect(lines(findings, 'missing')).toEqual([])
    expect(lines(findings, 'warning')).toEqual(['history', 'computers', 'protected'])
    expect(one(findings, 'protected')?.says).toContain('Frances')
    expect(one(findings, 'read-domain-rules')?.says).toContain('12 characters')
    expect(findings.filter(({ state, mend }) => (state === 'ok') !== (mend === undefined))).toEqual([])
    for (const right of hardened) expect(findings.map(({ check }) => check)).toContain(right.id)
  })

  test('nothing in the directory changes by it', async () => {
    const marks = () => domain.database.find('(objectClass=user)', ['uSNChanged', 'pwdLastSet', 'badPwdCount'])
    const before = await marks()
    await found({ base: domain.base })
    expect(await marks()).toBe(before)
  })

  test('as a command: what was found with what mends it, the same as JSON, and an exit code', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'gatehouse-check-'))
    const said: string[] = []
    const terminal = { out: (line: string) => void said.push(line), err: (line: string) => void said.push(line), env: {} }
    const run = (file: string, json = false) => directoryCheck.run({ text: () => file, textIfGiven: () => undefined, has: () => json, listed: [] }, terminal)
    try {
      const parts = { folder, mail: { host: 'mail.corp.example', port: 25, caFile: domain.caFile } }
      const file = writeServerFiles({ ...parts, domain })
      expect(await run(file)).toBe(0)
      expect(said).toContainEqual(expect.stringMatching(/^  ok       reset-password             may reset passwords in OU=People/))
      expect(said.at(-1)).toMatch(/^\d+ ok, \d+ warnings, 0 missing\.$/)
      await grant(everyRight.filter(({ id }) => id !== 'lockout-time'), [OTHER_MAILBOX])
      said.length = 0
      expect(await run(file, true)).toBe(1)
      await grant(everyRight, [OTHER_MAILBOX])
      expect(JSON.parse(said.join('\n'))).toMatchObject({ missing: 1, findings: someFinding({ check: 'lockout-time', state: 'missing' }) })
      expect(await run(writeServerFiles(parts))).toBe(2)
    } finally {
      rmSync(folder, { recursive: true })
    }
  })

  describe('the line to a controller', () => {
    const at = (controller: object) => ({ controllers: [{ host: domain.host, port: 636, address: domain.address, ...controller }] })
    test.each([
      ['a name that leads nowhere', () => ({ controllers: [{ host: 'dc9.corp.invalid', port: 636 }] }), 'name', 'dc9.corp.invalid cannot be resolved', 'resolvectl'],
      ['nobody who listens', () => at({ port: 9 }), 'reach', 'ECONNREFUSED', 'certutil -dcinfo'],
      ['an authority that is not trusted', () => ({ ca: OTHER_AUTHORITY }), 'certificate', 'from Gatehouse test authority, which is not trusted', 'certutil -ca.cert'],
      ['another name in the certificate', () => at({ host: 'dc9.corp.example.test' }), 'certificate', 'not for dc9.corp.example.test but for dc1.corp.example.test', '`host`'],
      ['another domain', () => ({ base: 'OU=People,DC=other,DC=test' }), 'domain', 'not of DC=other,DC=test', '`base`'],
    ])('%s', async (_, different, check, says, mend) => {
      const findings = await found(different())
      expect(one(findings, check)).toMatchObject({ state: 'missing', says: containing(says), mend: containing(mend) })
    })

    test('one of two that does not answer: the other is looked at all the same, and it is known which may be written to', async () => {
      const findings = await found({ controllers: [{ host: 'dc9.corp.invalid', port: 636 }, { host: domain.host, port: 636, address: domain.address }] })
      expect(lines(findings, 'missing')).toEqual(['name'])
      expect(one(findings, 'reset-password')?.state).toBe('ok')
    })

    test('DNS that knows no controllers', async () => {
      expect(one(await found({ controllers: { resolvers: ['127.0.0.1:9'] } }), 'controllers')).toMatchObject({ state: 'missing', mend: containing('nslookup -type=SRV _ldap._tcp.dc._msdcs.corp.example.test') })
    })

    test.skipIf(noDns())('DNS that knows one', async () => {
      const dns = await startDns({ zone: 'corp.example.test', services: [{ name: '_ldap._tcp.dc._msdcs.corp.example.test', host: domain.host, port: 389 }], hosts: { [domain.host]: domain.address } })
      const findings = await found({ controllers: { resolvers: [dns.server] } })
      await dns.stop()
      expect(one(findings, 'controllers')).toMatchObject({ state: 'ok', says: 'DNS names dc1.corp.example.test' })
      expect(one(findings, 'sign-in')?.state).toBe('ok')
    })

    test.each([
      [3_630, 'certificate', 'warning', 'good for'],
      [3_655, 'certificate', 'missing', 'ended'],
    ])('a certificate, %i days on', async (days, check, state, says) => {
      expect(one(await found({}, days * DAY), check)).toMatchObject({ state, says: containing(says), mend: containing('certutil -pulse') })
    })

    test.each([[90, 'warning'], [-90, 'warning'], [600, 'missing'], [-600, 'missing']])('clocks %i seconds apart: %s', async (seconds, state) => {
      expect(one(await found({}, seconds * SECOND), 'clock')).toMatchObject({ state, mend: containing('w32tm /resync') })
    })
  })

  describe('the sign-in of the service account', () => {
    const LONG_AGO = '126227808000000000'
    test.each<[string, () => Promise<void>, string, string]>([
      ['disabled', () => change({ userAccountControl: '514' }), 'is disabled', 'Enable-ADAccount svc-gatehouse'],
      ['expired', () => change({ accountExpires: LONG_AGO }), 'has expired', 'Clear-ADAccountExpiration svc-gatehouse'],
      ['outside its hours', () => domain.database.change(replaced(serviceAccount.dn, { logonHours: Buffer.alloc(21) })), 'may not sign in at this time', 'logonHours'],
      ['must change its password', () => change({ pwdLastSet: '0' }), 'must change its password', '-ChangePasswordAtLogon $false'],
      ['with an expired password', () => domain.database.changeTimes(replaced(serviceAccount.dn, { pwdLastSet: LONG_AGO })), 'has an expired password', '-PasswordNeverExpires'],
      ['locked', () => domain.database.changeTimes(replaced(serviceAccount.dn, { lockoutTime: now() })), 'is locked', 'Unlock-ADAccount svc-gatehouse'],
    ])('%s', async (_, breakIt, says, mend) => {
      await breakIt()
      const findings = await found()
      await domain.database.changeTimes(replaced(serviceAccount.dn, { userAccountControl: '512', accountExpires: '0', logonHours: [], pwdLastSet: now(), lockoutTime: '0' }))
      expect(one(findings, 'sign-in')).toMatchObject({ state: 'missing', says: containing(says), mend: containing(mend) })
      expect(findings.at(-1)?.check).toBe('sign-in')
    })

    test('a wrong password, told and not printed', async () => {
      const findings = await found({ bind: { user: serviceAccount.upn, password: new Secret('Wrong-Lantern-99') } })
      expect(one(findings, 'sign-in')).toMatchObject({ state: 'missing', says: containing('data 52e'), mend: containing('passwordFile') })
      expect(JSON.stringify(findings)).not.toContain('Wrong-Lantern')
    })
  })

  test('a service account that may do more than it needs', async () => {
    await grant(everyRight.map((right) => ({ ...right, ace: right.ace.replace('RPWP;bf967a0a', 'RPWPWD;bf967a0a').replace('RPWP;28630ebf-41d5-11d1-a9c1-0000f80367c1', 'RPWP;') })), [OTHER_MAILBOX])
    const findings = await found()
    await grant(everyRight, [OTHER_MAILBOX])
    expect(one(findings, 'nothing-else')).toMatchObject({ state: 'warning', says: containing('more attributes') })
    expect(one(findings, 'protected')?.state).toBe('warning')
  })

  test('a service account that is an administrator', async () => {
    await domain.database.change(extended(groupDn('Domain Admins'), 'member', [groupDn('Gatehouse')]))
    const findings = await found()
    await domain.database.change(replaced(groupDn('Domain Admins'), { member: [groupDn('Tier Zero'), people.barbara.dn] }))
    expect(one(findings, 'service-account')).toMatchObject({ state: 'warning', says: containing('-512') })
    expect(one(findings, 'nothing-else')?.says).toContain('who has rights')
  })

  test.each([
    [{ privateMailAttribute: 'privateMial' }, 'attribute privateMial', 'missing', 'the schema has no attribute'],
    [{ privateNumberAttribute: 'pager' }, 'attribute pager', 'warning', '0 of '],
    [{ base: 'OU=Nowhere,DC=corp,DC=example,DC=test' }, 'people', 'missing', 'nobody is found'],
    [{ protected: ['Tier Zero', 'Teir Zero'] }, 'protected-names', 'missing', 'nobody is called Teir Zero'],
    [{ protected: ['Tier Zero', people.grace.dn] }, 'protected-names', 'ok', 'all found'],
    [{ base: 'DC=corp,DC=example,DC=test' }, 'units', 'warning', 'OU=Contractors'],
  ])('%j', async (different, check, state, says) => {
    expect(one(await found(different), check)).toMatchObject({ state, says: containing(says) })
  })

  describe('in a hardened domain', () => {
    let grantHere: Grant
    const here = { base: unitDn('Contractors') }
    beforeAll(async () => {
      const { database } = domain
      await grant([])
      // Nobody reads about people because they are signed in: not by the group for old programs, not by the class, not at the root.
      await database.change(replaced(`CN=Pre-Windows 2000 Compatible Access,CN=Builtin,${domain.base}`, { member: [] }))
      for (const dn of [katherine.dn, domain.base]) {
        const dacl = await database.dacl(dn)
        await database.changeDacl(replaced(dn, { nTSecurityDescriptor: dacl.replaceAll(/\([^()]*;(?:AU|WD|PS)\)/gu, '') }))
      }
      grantHere = await rightsOf(database, here.base)
      await database.change(extended(groupDn('Strict Passwords'), 'member', [katherine.dn]))
    })

    test('with all rights nothing is missing', async () => {
      await grantHere(everyRight, [OTHER_MAILBOX, MOBILE])
      expect(lines(await found(here), 'missing')).toEqual([])
    })

    test.each(everyRight)('without $id it is said: $without', async ({ id, set }: Right) => {
      await grantHere(everyRight.filter((right) => right.id !== id), [OTHER_MAILBOX, MOBILE])
      const findings = await found(here)
      const named = findings.filter(({ state }) => state === (id === 'read-replication-metadata' ? 'warning' : 'missing'))
      expect(named.map(({ check }) => check)).toContain(namedBy[id] ?? id)
      const mend = one(named, namedBy[id] ?? id)?.mend
      expect(mend).toContain('Grant-GatehouseRights.ps1')
      if (set !== 'recovery') expect(mend).toContain(switches[set])
    })

    test('a right to reset that cannot be read is tried with what is no password, and the password stays', async () => {
      const unreadable = everyRight.filter(({ id }) => id !== 'read-permissions')
      await grantHere(unreadable, [OTHER_MAILBOX, MOBILE])
      expect(one(await found(here), 'reset-password')).toMatchObject({ state: 'ok', says: containing('no directory takes') })
      await grantHere(unreadable.filter(({ id }) => id !== 'reset-password'), [OTHER_MAILBOX, MOBILE])
      expect(one(await found(here), 'reset-password')).toMatchObject({ state: 'missing' })
      await domain.database.change(replaced(katherine.dn, { lockoutTime: '0' }))
      expect(await domain.kinit('katherine', katherine.password)).toEqual({ answer: 'ok' })
    })
  })
})

const containing = (text: string): unknown => expect.stringContaining(text)

const someFinding = (finding: object): unknown => expect.arrayContaining([expect.objectContaining(finding)])

const MOBILE = 'f0f8ffa3-1191-11d0-a060-00aa006c33ed'
/** Without these two nobody is found at all. */
const namedBy: Readonly<Record<string, string>> = { 'read-general-information': 'people', 'read-public-information': 'people', 'read-attribute': 'attribute mobile' }
const switches = { 'attributes': '-ReadAttribute', 'hardened': '-Hardened', 'password-settings': '-PasswordSettings', 'confidential-attributes': '-ReadAttribute' }

/** MS-DTYP 2.3.3. */
const now = () => String((BigInt(Date.now()) + 11_644_473_600_000n) * 10_000n)

/** Some public authority's: it has not issued the domain's certificate. */
const { rootCertificates: [OTHER_AUTHORITY = ''] } = await import('node:tls')
