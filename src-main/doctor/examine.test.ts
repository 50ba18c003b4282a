import { beforeEach, describe, expect, test } from 'vitest'
import { VERSION_HEADER, CONTRACT_VERSION, Secret } from '@gatehouse/contract'
import type { Config } from '../config/config.ts'
import type { DeviceRecord } from '../device/record.ts'
import { StoreFailed } from '../secrets/credentials.ts'
import { doctorAsked } from './asked.ts'
import type { Seen } from './certificate.ts'
import { deviceFindings, keptIn } from './device.ts'
import { examine, type Instruments } from './examine.ts'
import { checkNames, type CheckName } from './finding.ts'
import { asJson, asText } from './report.ts'
import { confinedBy } from './sandbox.ts'

const NOW = Date.parse('2026-11-27T10:00:00Z')
const day = 86_400
const root: Seen = { subjectName: 'Contoso Root', issuerName: 'Contoso Root', validStart: NOW / 1000 - 900 * day, validExpiry: NOW / 1000 + 900 * day, fingerprint: 'sha256/root' }
const leaf: Seen = { subjectName: 'reset.corp.example', issuerName: 'Contoso Root', validStart: NOW / 1000 - 10 * day, validExpiry: NOW / 1000 + 80 * day, fingerprint: 'sha256/leaf', issuerCert: { ...root, issuerCert: root } }
const publicKey = { kty: 'EC', crv: 'P-256', x: 'x'.repeat(43), y: 'y'.repeat(43) } as const
const enrolled: DeviceRecord = { version: 1, enrolled: { device: '0b7e1f6e-3a52-4ef5-9d6c-0f0f0f0f0f0f', slot: 'a', key: publicKey, last: 3, code: 'hash' } }
const about = JSON.stringify({ company: { name: 'Contoso', helpdesk: '4357' }, idle: { after: 180, warnedBefore: 30 } })
const answer = (text = about, date: string | undefined = new Date(NOW).toUTCString(), status = 200, version = String(CONTRACT_VERSION)) =>
  ({ status, text, header: (name: string) => ({ date, [VERSION_HEADER]: version })[name] })

let config: Config
let its: Instruments
beforeEach(() => {
  config = { server: 'https://reset.corp.example', mode: 'kiosk', domain: 'corp.example', sources: { server: '/etc/gatehouse/client.json', domain: '/etc/gatehouse/client.json' }, mistakes: [] }
  its = {
    draw: () => Promise.resolve({ pid: 1, sandboxed: true }),
    proxyFor: () => Promise.resolve('DIRECT'),
    addresses: () => Promise.resolve(['10.0.0.5']),
    connect: () => Promise.resolve(),
    ask: () => Promise.resolve({ said: answer(), shown: { certificate: leaf, verdict: 'net::OK' } }),
    kept: () => Promise.resolve({ record: enrolled }),
    look: () => Promise.resolve({ controller: 'reached', host: 'dc1.corp.example' }),
    now: () => NOW,
  }
})
const found = () => examine(config, '/etc/gatehouse/client.json', its)
const of = async (check: CheckName) => (await found()).find((finding) => finding.check === check)

test('a machine on which everything is right: every check is there, in order, and ok', async () => {
  expect((await found()).map(({ check, state }) => [check, state])).toEqual(checkNames.map((check) => [check, 'ok']))
})

test('each setting is named with its value and where it comes from', async () => {
  expect(await of('settings')).toMatchObject({
    says: 'server = https://reset.corp.example (/etc/gatehouse/client.json)\nmode = kiosk (default)\ndomain = corp.example (/etc/gatehouse/client.json)',
    facts: { mode: { value: 'kiosk', from: 'default' } },
  })
})

describe('what is broken is named, with what puts it right', () => {
  const refused = (code: string) => () => Promise.reject(Object.assign(new Error(`connect ${code}`), { code }))
  const shown = (verdict: string, certificate = leaf) => () => Promise.resolve({ said: { code: 'certificate-not-trusted' as const, detail: 'ERR_CERT' }, shown: { certificate, verdict } })
  test.each<[what: string, CheckName, breakIt: () => void, says: RegExp, mend: RegExp]>([
    ['a setting', 'settings', () => { config = { ...config, mistakes: [{ where: 'helpdesk', what: 'must not be empty' }] } }, /helpdesk: must not be empty\nserver = /, /client\.json, as an administrator/],
    ['no server', 'settings', () => { config = { ...config, server: undefined, mistakes: [{ where: 'server', what: 'is missing' }] } }, /server: is missing/, /client\.json/],
    ['a page that is not drawn', 'sandbox', () => { its.draw = () => Promise.reject(new Error('ERR_FAILED')) }, /not drawn/, /sandbox/],
    ['a page that is not confined', 'sandbox', () => { its.draw = () => Promise.resolve({ pid: 1, sandboxed: false }) }, /not confined/, /does not run without/],
    ['a proxy of a kind that nobody knows', 'proxy', () => { its.proxyFor = () => Promise.resolve('QUIC a:1') }, /"QUIC a:1"/, /proxy settings/],
    ['a name', 'name', () => { its.addresses = () => Promise.reject(new Error('net::ERR_NAME_NOT_RESOLVED')) }, /reset\.corp\.example, the server, has no address \(ERR_NAME_NOT_RESOLVED\)/, /name servers/],
    ["the proxy's name", 'name', () => { its.proxyFor = () => Promise.resolve('PROXY proxy.corp.example:3128; DIRECT'); its.addresses = () => Promise.reject(new Error('net::ERR_NAME_NOT_RESOLVED')) }, /proxy\.corp\.example, the proxy/, /name/],
    ['a connection', 'connection', () => { its.connect = refused('ECONNREFUSED') }, /reset\.corp\.example:443, the server, accepts no connection \(ECONNREFUSED\)/, /firewall/],
    ['a certificate of another authority', 'certificate', () => { its.ask = shown('net::ERR_CERT_AUTHORITY_INVALID') }, /"reset\.corp\.example" issued by "Contoso Root", valid from .*\nthis machine does not trust who issued it/, /authority/],
    ['a certificate for another name', 'certificate', () => { its.ask = shown('net::ERR_CERT_COMMON_NAME_INVALID') }, /not for reset\.corp\.example/, /names reset/],
    ['a certificate that has run out', 'certificate', () => { its.ask = shown('net::ERR_CERT_DATE_INVALID', { ...leaf, validExpiry: NOW / 1000 - day }) }, /not valid any more on 2026-11-27, which is today by this machine's clock/, /clock.*renew/],
    ['a clock that is years behind', 'certificate', () => { its.ask = shown('net::ERR_CERT_DATE_INVALID'); its.now = () => Date.parse('2019-01-01') }, /not valid yet on 2019-01-01/, /set this machine's clock/],
    ['a certificate whose days no calendar has', 'certificate', () => { its.ask = shown('net::ERR_CERT_INVALID', { ...leaf, validExpiry: Infinity }) }, /until no day of a calendar/, /another certificate/],
    ['a certificate that was revoked', 'certificate', () => { its.ask = shown('net::ERR_CERT_REVOKED') }, /revoked/, /new certificate/],
    ['a pin that fits no key', 'certificate', () => { its.ask = shown('net::ERR_SSL_PINNED_KEY_NOT_IN_CERT_CHAIN') }, /none of the keys in it is one of the pins/, /setting "pins"/],
    ['another server', 'server', () => { its.ask = () => Promise.resolve({ said: answer('<h1>Welcome</h1>', undefined, 200, '') }) }, /^Something else answers.*HTTP 200/, /what answers/],
    ['a server that refuses', 'server', () => { its.ask = () => Promise.resolve({ said: { code: 'server-unreachable', detail: 'ERR_CONNECTION_RESET' } }) }, /ERR_CONNECTION_RESET/, /server runs/],
    ['a clock that is an hour ahead', 'clock', () => { its.ask = () => Promise.resolve({ said: answer(about, new Date(NOW - 3_600_000).toUTCString()) }) }, /60 minutes ahead of the server's: Windows refuses sign-ins/, /set this machine's clock/],
    ['a credential store that is locked', 'key-store', () => { config = { ...config, enrolmentCode: new Secret('a code') }; its.kept = () => Promise.resolve({ trouble: 'locked' }) }, /would ask somebody for a password/, /opens without a question/],
    ['what nobody can read in it', 'key-store', () => { its.kept = () => Promise.resolve({ record: 'unreadable' }) }, /cannot be read/, /new code/],
    ['a code that the server refused', 'enrolment', () => { its.kept = () => Promise.resolve({ record: { version: 1, offered: { slot: 'a', key: publicKey, code: 'hash', refused: true } } }) }, /refused the code/, /devices code/],
    ['a machine that is not enrolled yet', 'enrolment', () => { config = { ...config, enrolmentCode: new Secret('a code') }; its.kept = () => Promise.resolve({ record: undefined }) }, /not yet/, /next started/],
    ['a controller', 'controller', () => { its.look = () => Promise.resolve({ controller: 'not-reached' }) }, /none of corp\.example is reached/, /VPN/],
  ])('%s', async (_what, check, breakIt, says, mend) => {
    breakIt()
    const finding = await of(check)
    expect(['wrong', 'warning']).toContain(finding?.state)
    expect(finding?.says).toMatch(says)
    expect(finding?.mend).toMatch(mend)
    expect((await found()).map((one) => one.check)).toEqual([...checkNames])
  })
})

test('what rests on something broken is not checked, and says so', async () => {
  config = { mode: 'kiosk', sources: {}, mistakes: [{ where: 'server', what: 'is missing' }] }
  its.look = () => Promise.resolve({ controller: 'unknown' })
  expect((await found()).filter(({ state }) => state === 'not-checked').map(({ check }) => check)).toEqual(['proxy', 'name', 'connection', 'certificate', 'server', 'clock', 'key-store', 'enrolment', 'controller'])
})

test('a machine without a code needs no credential store, and is no device', () => {
  expect(deviceFindings({ trouble: 'absent' }, false).map(({ check, state }) => `${check} ${state}`)).toEqual(['key-store not-checked', 'enrolment not-checked'])
  expect(deviceFindings({ record: undefined }, false).map(({ check, state }) => `${check} ${state}`)).toEqual(['key-store ok', 'enrolment not-checked'])
})

test('why the store says nothing is kept, its own words are not', async () => {
  expect(await keptIn({ record: () => Promise.reject(new StoreFailed('hangs')) })).toEqual({ trouble: 'hangs' })
  expect(await keptIn({ record: () => Promise.reject(new Error('quoting something')) })).toEqual({ trouble: 'broken' })
})

test('[S-04] the code to enrol with is not printed', async () => {
  config = { ...config, enrolmentCode: new Secret('KX7P-2M9Q'), sources: { ...config.sources, enrolmentCode: 'client.json' } }
  const findings = await found()
  expect(asText(findings)).toContain('enrolmentCode = is set (client.json)')
  expect(asText(findings) + asJson(findings)).not.toContain('KX7P')
})

test('two minutes are borne, four are told, and an answer without a date is no clock', async () => {
  const at = async (milliseconds: number | undefined) => {
    its.ask = () => Promise.resolve({ said: answer(about, milliseconds === undefined ? 'soon' : new Date(NOW + milliseconds).toUTCString()) })
    return (await of('clock'))?.state
  }
  expect([await at(120_000), await at(240_000), await at(undefined)]).toEqual(['ok', 'warning', 'not-checked'])
})

test('as text: a line each, what mends it below, and the sum', async () => {
  its.connect = () => Promise.reject(new Error('it does not answer'))
  const text = asText(await found())
  expect(text).toContain('\nwrong        connection   reset.corp.example:443, the server, accepts no connection (it does not answer)\n                          → see that the server runs')
  expect(text).toMatch(/\n10 ok, 0 warnings, 1 wrong, 0 not checked\.\n$/)
})

test('as JSON: the same, with facts', async () => {
  expect(JSON.parse(asJson(await found()))).toMatchObject({ 'ok': 11, 'wrong': 0, 'not-checked': 0, 'findings': [{ check: 'settings', state: 'ok' }, {}, {}, { check: 'name', facts: { addresses: ['10.0.0.5'] } }, {}, {}, {}, {}, {}, {}, {}] })
})

test.each([
  [['--doctor'], 'text', []], [['--json', '--doctor'], 'json', []], [['--json'], undefined, ['--json']], [['--doctor', '--inspect'], 'text', ['--inspect']], [['--doctor=1'], undefined, ['--doctor=1']], [[], undefined, []],
])('%j asks for %s, and leaves %j', (args, doctor, others) => expect(doctorAsked(args)).toEqual({ doctor, others }))

test('a process is confined where it may only make the calls of a filter', () => {
  expect([confinedBy('Name:\telectron\nSeccomp:\t2\nSeccomp_filters:\t2\n'), confinedBy('Seccomp:\t0\n'), confinedBy('')]).toEqual([true, false, false])
})
