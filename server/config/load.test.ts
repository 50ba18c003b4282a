import { randomBytes } from 'node:crypto'
import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { runs } from '../../test/soak.ts'
import { variableOf } from './environment.ts'
import { audit, codes, demo, disk, file, type File, load, mistakesIn, real, registrations } from './load.scenario.ts'
import { loadConfig } from './load.ts'
import { readFile } from '../../groundwork/settings/read-file.ts'

/** The first domain, as an entry that can stand behind it. */
const domainIn = (text: string) => /( {4}- base:(?:.*\n)(?: {6,}.*\n)+)/u.exec(text)?.[1] ?? ''

describe('a settings file', () => {
  test('the short one for the demo has everything else by default', async () => {
    expect(await load(demo)).toMatchObject({
      ok: true,
      config: {
        listen: { host: '127.0.0.1', port: 8443 }, database: { folder: '/etc/gatehouse/data' }, directory: { kind: 'demo' },
        mail: { port: 587, tls: 'starttls' }, retention: { recoveriesDays: 90 }, log: { level: 'info' },
      },
      policy: { file: '/etc/gatehouse/policy.yaml', text: 'version: 1' },
    })
  })

  test('secrets come from their files, wrapped, without the line break at their end', async () => {
    const loaded = await load(real)
    expect(JSON.stringify(loaded)).not.toMatch(/p@ss|p%40ss/u)
    expect(loaded.ok && loaded.config.mail.signIn?.password.reveal()).toBe('p@ss word')
    expect(loaded.ok && loaded.config.directory.kind === 'active-directory' && loaded.config.directory.domains[0].bind.password.reveal()).toBe('p@ss word')
    expect(loaded.ok && 'url' in loaded.config.database && loaded.config.database.url.reveal())
      .toBe('postgres://gatehouse:p%40ss%20word@db.corp.example/gatehouse?sslmode=verify-full')
    expect(loaded.ok && loaded.config.codesKey.reveal()).toBe(codes)
  })

  test('the portal is where its origin says, with whatever networks count as inside', async () => {
    const portal = (lines: string) => load(`${demo}portal:\n${lines}`)
    expect(await load(demo)).not.toHaveProperty('config.portal')
    expect(await portal('  origin: https://reset.corp.example\n')).toMatchObject({ config: { portal: { origin: 'https://reset.corp.example', insideNetworks: [] } } })
    expect(await portal('  origin: http://127.0.0.1:8443\n  insideNetworks: [10.0.0.0/8]\n  folder: portal\n'))
      .toMatchObject({ config: { portal: { origin: 'http://127.0.0.1:8443', insideNetworks: ['10.0.0.0/8'], folder: '/etc/gatehouse/portal' } } })
    expect(await load(demo, { GATEHOUSE_PORTAL_ORIGIN: 'https://reset.corp.example', GATEHOUSE_PORTAL_INSIDE_NETWORKS: '10.0.0.0/8, 192.0.2.7' }))
      .toMatchObject({ config: { portal: { insideNetworks: ['10.0.0.0/8', '192.0.2.7'] } } })
  })

  test.each([
    ['reset.corp.example', 'is no web address; must be like https://reset.corp.example'],
    ['https://reset.corp.example/', 'is more than a scheme, a name in small letters and perhaps a port; must be like https://reset.corp.example'],
    ['https://reset.corp.example/reset', 'is more than a scheme, a name in small letters and perhaps a port; must be like https://reset.corp.example'],
    ['https://Reset.corp.example', 'is more than a scheme, a name in small letters and perhaps a port; must be like https://reset.corp.example'],
    ['http://reset.corp.example', 'would let passwords travel in the clear; must be like https://reset.corp.example'],
  ])('a portal at %s is refused', async (origin, what) => {
    expect((await mistakesIn(`${demo}portal:\n  origin: ${origin}\n`)).join()).toContain(`portal.origin ${what}`)
  })

  test('a network that is none, and one that is everybody, is not inside', async () => {
    const mistakes = await mistakesIn(`${demo}portal:\n  origin: https://reset.corp.example\n  insideNetworks: [10.0.0.0/33, 0.0.0.0/0]\n`)
    expect(mistakes).toHaveLength(2)
    expect(mistakes.join()).toMatch(/portal\.insideNetworks.*is no network; must be an address or a network like 10\.0\.0\.0\/8, and not everybody/u)
  })

  test('all mistakes are named at once, in the order of the file', async () => {
    expect(await mistakesIn(`listn:
  port: 1
database:
  folder: data
  url: http://db
keys:
  codesFile: nowhere
company:
  name: 12
directory:
  kind: active-direktory
mail:
  host: mail.corp.example
  port: 70000
  from: nobody
`)).toEqual([
      '1:1: listn is no setting; did you mean listen? must be one of listen, internal, portal, registration, devices, database, keys, policyFile, company, directory, mail, sms, voice, audit, retention, log',
      '1:1: policyFile is missing; must be a text (in quotes if it looks like a number)',
      '5:8: database.url is no PostgreSQL address; must be like postgres://gatehouse@db.corp.example/gatehouse?sslmode=verify-full',
      '5:8: database.url is given beside `folder`; must be one of the two',
      '6:1: keys.auditFile is missing; must name a file that holds it, or GATEHOUSE_KEYS_AUDIT must hold it',
      '6:1: keys.registrationsFile is missing; must name a file that holds it, or GATEHOUSE_KEYS_REGISTRATIONS must hold it',
      '7:14: keys.codesFile names /etc/gatehouse/nowhere, which is not there; must name a file that the server can read',
      '8:1: company.helpdesk is missing; must be a text (in quotes if it looks like a number)',
      '9:9: company.name is 12; must be a text (in quotes if it looks like a number)',
      '11:9: directory.kind is "active-direktory"; did you mean active-directory? must be one of active-directory, demo',
      '14:9: mail.port is 70000; must be a port from 0 to 65535',
      '15:9: mail.from is no mail address; must be an address like gatehouse@corp.example',
    ])
  })

  test.each<[string, string, string, Record<string, File>?]>([
    ['no TLS beyond loopback', demo.replace('', 'listen:\n  host: 10.0.0.1\n'),
      '1:1: listen.certificateFile is missing; must be given, with `keyFile`, because `host` is not loopback: passwords travel here'],
    ['a proxy that is everybody', demo.replace('', 'listen:\n  proxies: [10.0.0.0/8, 0.0.0.0/0]\n'),
      '2:25: listen.proxies.1 is no proxy; must be an address or a network like 192.0.2.7 or 10.1.0.0/16, and not everybody'],
    ['a certificate without its key', real.replace(/ {2}keyFile.*\n/u, ''), '1:1: listen.keyFile is missing; must go with `certificateFile`'],
    ['the key of another certificate', real.replace('keyFile: key', 'keyFile: other-key'),
      '4:12: listen.keyFile names a key that is not the one of `certificateFile`; must be the key with which the certificate was asked for'],
    ['a certificate that is none', real, '3:20: listen.certificateFile names /etc/gatehouse/certificate, which holds no certificate; must hold a certificate in PEM',
      { '/etc/gatehouse/certificate': 'hello' }],
    ['a key that everybody can read', demo, '4:14: keys.codesFile names /etc/gatehouse/codes, which everybody on this machine can read or change; must be ours alone: chmod 600 /etc/gatehouse/codes',
      { '/etc/gatehouse/codes': { text: codes, mode: 0o644 } }],
    ['a key that is too short', demo, '4:14: keys.codesFile names /etc/gatehouse/codes, which holds fewer than 32 bytes; must hold at least 32 random bytes in base64: openssl rand -base64 32',
      { '/etc/gatehouse/codes': randomBytes(31).toString('base64') }],
    ['three keys for codes', demo, '4:14: keys.codesFile names /etc/gatehouse/codes, which holds more than two keys; must hold the present one, and one other during a change',
      { '/etc/gatehouse/codes': [codes, audit, randomBytes(32).toString('base64')].join('\n') }],
    ['a key that is there twice', demo, '5:14: keys.auditFile names /etc/gatehouse/audit, which holds a key twice; must hold each once',
      { '/etc/gatehouse/audit': `${audit}\n${codes}\n${audit}\n` }],
    ['a password in the settings', real.replace('gatehouse@db', 'gatehouse:hunter2@db'),
      '6:8: database.url holds a password; must be without it: use `passwordFile`, or the variable DATABASE_URL for the whole'],
    ['a password in the wrong place', demo.replace('from:', 'password: hunter2\n  from:'),
      '13:3: mail.password is no setting; did you mean passwordFile? must be one of host, port, tls, caFile, user, passwordFile, from'],
    ['a controller by an address of LDAP', real.replace('dc1.corp', 'ldap://dc1.corp'),
      '19:17: directory.domains.0.controllers.0.host is no host name; must be like dc1.corp.example, without ldaps:// before it'],
    ['controllers by their names alone', real.replace('- host: dc1', '- dc1'), '19:11: directory.domains.0.controllers.0 is a text; must be a group of settings: host, port, address'],
    ['no controller at all', real.replace(/controllers:\n.*\n/u, 'controllers: []\n'), '18:20: directory.domains.0.controllers is an empty list; must name at least one domain controller'],
    ['no domain', real.replace(/domains:\n(?: {4,}.*\n)+/u, 'domains: []\n'), '16:12: directory.domains is an empty list; must have at least one domain'],
    ['controllers and DNS', real.replace('      bindUser', '      dns: { site: Berlin }\n      bindUser'), '20:12: directory.domains.0.dns is given beside `controllers`; must be one of the two'],
    ['a resolver by its name', real.replace(/controllers:\n.*\n/u, 'dns: { resolvers: [ns.corp.example] }\n'), '18:26: directory.domains.0.dns.resolvers.0 is no address; must be like 192.0.2.53'],
    ['changes at a controller that is not listed', real.replace('      bindUser', '      changesAt: dc2.corp.example\n      bindUser'),
      '20:18: directory.domains.0.changesAt names no controller of the list; must be pdc, any-writable, or the host of one of `controllers`'],
    ['a domain given twice', real.replace('mail:', `${domainIn(real).replace('DC=corp', 'OU=Staff, dc=Corp')}mail:`),
      '22:13: directory.domains.1.base lies in the same domain as one before it; must be given once for each domain'],
    ['a protected name of no domain', `${real.trimEnd()}\n`.replace(/^directory:\n/mu, "directory:\n  protected: ['CN=Payroll,DC=other,DC=example', payroll, S-1-5-32-544]\n"),
      "15:15: directory.protected.0 belongs to none of the domains, or does not say to which; must be a SID, or a distinguished name in one of them"],
    ['a misspelt setting of a domain', real.replace('bindUser', 'bindUsr'), '20:7: directory.domains.0.bindUsr is no setting; did you mean bindUser?'],
    ['no password for the service account', real.replace(/( {6}bindUser.*\n).*\n/u, '$1'),
      '17:7: directory.domains.0.passwordFile is missing; must name a file that holds it, or GATEHOUSE_DIRECTORY_PASSWORD must hold it'],
    ['a service account of a second domain without a password', real.replace('mail:', `${domainIn(real).replace('=corp', '=other').replace(/ {6}passwordFile.*\n/u, '')}mail:`),
      "22:7: directory.domains.1.passwordFile is missing; must name a file that holds the password of this domain's service account"],
    ['an empty password file', demo.replace('from:', 'user: gatehouse\n  passwordFile: empty\n  from:'),
      '14:17: mail.passwordFile names /etc/gatehouse/empty, which is empty; must hold the password', { '/etc/gatehouse/empty': '\n' }],
    ['a mailbox that only the account itself can open', real.replace('  domains:', '  privateMailAttribute: Mail\n  domains:'),
      "16:25: directory.privateMailAttribute names the account's own mailbox, which nobody can open who cannot sign in; must be an attribute with a private address"],
    ['a base without its domain', real.replace('DC=corp,DC=example', 'OU=Staff'), '17:13: directory.domains.0.base does not end with the domain; must be like DC=corp,DC=example'],
    ['a sender from a host without a dot', demo.replace('@corp.example', '@mailhost'), '13:9: mail.from is no mail address; must be an address like gatehouse@corp.example'],
    ['records that go before their notices are given up', `${demo}retention: { recoveriesDays: 2 }\n`, '14:30: retention.recoveriesDays is 2; must be a whole number of days from 3 to 3650'],
    ['a setting of the other kind of directory', demo.replace('kind: demo', 'kind: demo\n  base: DC=corp'), '11:3: directory.base is no setting; must be one of kind'],
    ['a group given twice', `${demo}mail:\n  host: x\n`, '14:1: mail is given twice in the same group; must be given once'],
  ])('%s', async (_, text, words, files) => {
    expect((await mistakesIn(text, {}, files)).join('\n')).toContain(words)
  })

  test('what is named never holds a value that could be a secret', async () => {
    const planted = 'hunter2-planted'
    const texts = [
      demo.replace('host: mail.corp.example', `host: [${planted}]`), demo.replace('587', planted), `${demo}${planted}x: 1\n`,
      real.replace('gatehouse@db', `gatehouse:${planted}@db`), real.replace('host: dc1', `host: ldaps://x:${planted}@dc1`), real.replace('base: ', `base: ${planted}`),
    ]
    const all = (await Promise.all(texts.map((text) => mistakesIn(text, { GATEHOUSE_KEYS_CODES: planted, GATEHOUSE_MAIL_PORT: planted })))).flat()
    expect(all.length).toBeGreaterThan(texts.length)
    // The name of a setting is shown; what stands behind it is not.
    expect(all.filter((line) => line.includes(planted) && !line.includes(`${planted}x is no setting`))).toEqual([])
  })

  test('a file that is not there, or no YAML, is one mistake', async () => {
    expect(await loadConfig({ file, env: {}, readFile: disk({}) })).toMatchObject({ ok: false, mistakes: [{ source: file, what: 'is not there' }] })
    expect(await mistakesIn('listen: [')).toHaveLength(1)
  })

  test('no text whatever makes it throw', async () => {
    const cut = fc.tuple(fc.nat({ max: real.length }), fc.nat({ max: real.length }), fc.string({ maxLength: 8 }))
      .map(([a, b, put]) => real.slice(0, Math.min(a, b)) + put + real.slice(Math.max(a, b)))
    await fc.assert(fc.asyncProperty(fc.oneof(cut, fc.string({ unit: 'binary' })), async (text) => {
      const loaded = await load(text)
      if (!loaded.ok) expect(loaded.mistakes).not.toHaveLength(0)
    }), { numRuns: runs(60) })
  })
})

describe('the environment', () => {
  test('a variable overrides the file, and DATABASE_URL replaces the folder', async () => {
    const loaded = await load(demo, {
      GATEHOUSE_LISTEN_PORT: '9000', GATEHOUSE_COMPANY_NAME: 'Other Corp', DATABASE_URL: 'postgres://a:b@c/d?sslmode=verify-full', GATEHOUSE_LOG_LEVEL: 'warn',
    })
    expect(loaded).toMatchObject({ ok: true, config: { listen: { port: 9000 }, company: { name: 'Other Corp', helpdesk: '4711' }, log: { level: 'warn' } } })
    expect(loaded.ok && 'url' in loaded.config.database && loaded.config.database.url.reveal()).toBe('postgres://a:b@c/d?sslmode=verify-full')
  })

  test('a secret in a variable needs no file', async () => {
    const loaded = await load(demo.replace(/keys:\n.*\n.*\n.*\n/u, ''), { GATEHOUSE_KEYS_CODES: codes, GATEHOUSE_KEYS_AUDIT: `${audit}\n${codes}`, GATEHOUSE_KEYS_REGISTRATIONS: registrations })
    expect(loaded.ok && [loaded.config.codesKey.reveal(), loaded.config.auditKeys.reveal(), loaded.config.registrationKeys.reveal()]).toEqual([codes, `${audit}\n${codes}`, registrations])
  })

  test.each<[string, Record<string, string>, string]>([
    ['a variable that is no setting', { GATEHOUSE_LISTEN_PROT: '1' }, 'GATEHOUSE_LISTEN_PROT: is no setting; did you mean GATEHOUSE_LISTEN_PORT?'],
    ['a value that does not fit', { GATEHOUSE_LISTEN_PORT: 'many' }, 'GATEHOUSE_LISTEN_PORT: listen.port is a text; must be a port from 0 to 65535'],
    ['two variables for one setting', { DATABASE_URL: 'postgres://c/d', GATEHOUSE_DATABASE_URL: 'postgres://c/d' },
      'GATEHOUSE_DATABASE_URL: database.url is also given by DATABASE_URL; must be given by one variable'],
    ['a file that is not there', { GATEHOUSE_KEYS_CODES_FILE: 'gone' }, 'GATEHOUSE_KEYS_CODES_FILE: keys.codesFile names /etc/gatehouse/gone, which is not there'],
    ['a setting in a list', { GATEHOUSE_DIRECTORY_DOMAINS: 'corp' }, 'GATEHOUSE_DIRECTORY_DOMAINS: is no setting'],
    ['a secret that is too short', { GATEHOUSE_KEYS_CODES: 'abcd' }, 'GATEHOUSE_KEYS_CODES: holds fewer than 32 bytes'],
  ])('%s is named by the variable', async (_, env, words) => {
    expect((await mistakesIn(demo, env)).join('\n')).toContain(words)
  })

  test('what Kubernetes says about services of our name is not meant for us', async () => {
    expect(await mistakesIn(demo, {
      GATEHOUSE_SERVICE_HOST: '10.96.0.7', GATEHOUSE_SERVICE_PORT: '8443', GATEHOUSE_SERVICE_PORT_HTTPS: '8443', GATEHOUSE_PORT: 'tcp://10.96.0.7:8443',
      GATEHOUSE_PORT_8443_TCP: 'tcp://10.96.0.7:8443', GATEHOUSE_PORT_8443_TCP_PROTO: 'tcp', GATEHOUSE_PORT_8443_TCP_PORT: '8443', GATEHOUSE_PORT_8443_TCP_ADDR: '10.96.0.7',
      GATEHOUSE_POSTGRESQL_SERVICE_HOST: '10.96.0.8', GATEHOUSE_POSTGRESQL_PORT: 'tcp://10.96.0.8:5432', GATEHOUSE_POSTGRESQL_PORT_5432_TCP_ADDR: '10.96.0.8',
    })).toEqual([])
    // What was meant for us is not passed over because it looks a little like that.
    for (const env of [{ GATEHOUSE_PORT: '8443' }, { GATEHOUSE_LISTN_PORT: '8443' }, { GATEHOUSE_SERVICE: 'x' }, { GATEHOUSE_PORT_HTTP: '1' }] as Record<string, string>[]) {
      expect(await mistakesIn(demo, env)).toEqual([expect.stringContaining('is no setting')])
    }
    expect((await load(demo, { GATEHOUSE_LISTEN_PORT: '9000' }))).toMatchObject({ config: { listen: { port: 9000 } } })
    expect((await load(demo, { GATEHOUSE_LISTEN_PROXIES: '10.0.0.7, 10.1.0.0/16' }))).toMatchObject({ config: { listen: { proxies: ['10.0.0.7', '10.1.0.0/16'] } } })
  })

  test('empty means not set, and what is not ours is left alone', async () => {
    expect(await mistakesIn(demo, { GATEHOUSE_LISTEN_PORT: '', GATEHOUSE_LISTEN_PROT: '', HOME: '/root', GATEHOUSEX: '1' })).toEqual([])
  })

  test('one variable holds the password of the only domain, and not that of one among several', async () => {
    const env = { GATEHOUSE_DIRECTORY_PASSWORD: 'from a variable' }
    const loaded = await load(real, env)
    expect(loaded.ok && loaded.config.directory.kind === 'active-directory' && loaded.config.directory.domains[0].bind.password.reveal()).toBe('from a variable')
    const two = real.replace('mail:', `${domainIn(real).replace('=corp', '=other')}mail:`)
    expect(await mistakesIn(two)).toEqual([])
    expect((await mistakesIn(two, env)).join()).toContain('GATEHOUSE_DIRECTORY_PASSWORD: is given, but there are 2 domains; must be unset')
  })

  test('the rule for a name', () => {
    expect(variableOf('mail.passwordFile')).toBe('GATEHOUSE_MAIL_PASSWORD_FILE')
    expect(variableOf('policyFile')).toBe('GATEHOUSE_POLICY_FILE')
  })
})

test('the mode of a real file is seen', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'gatehouse-config-'))
  try {
    const path = join(folder, 'codes')
    await writeFile(path, codes)
    await chmod(path, 0o640)
    expect(await readFile(path)).toEqual({ text: codes, mode: 0o640 })
    await expect(readFile(join(folder, 'none'))).rejects.toThrow('ENOENT')
  } finally {
    await rm(folder, { recursive: true })
  }
})
