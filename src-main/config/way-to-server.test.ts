import { readFileSync } from 'node:fs'
import { Ajv } from 'ajv'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { clientSchemaFile } from '../../scripts/client-schema.ts'
import { runs } from '../../test/soak.ts'
import { routeOf } from '../network/route.ts'
import { loadConfig } from './config.ts'

const server = 'https://reset.corp.example'
const pins = [`sha256/${'A'.repeat(43)}=`, `sha256/${'B'.repeat(43)}=`]
const pac = 'function FindProxyForURL() { return "DIRECT" }'
type Files = Record<string, { text: string; canChange?: boolean }>

function load(settings: unknown, files: Files = {}) {
  const all: Files = { '/etc/gatehouse/client.json': { text: JSON.stringify(settings) }, ...files }
  return loadConfig({
    platform: 'linux', executable: '/opt/gatehouse/gatehouse', canChange: (file) => all[file]?.canChange ?? false,
    read(file) { return all[file]?.text ?? expect.fail(`no ${file}`) },
  })
}
const said = ({ mistakes }: ReturnType<typeof load>) => mistakes.map(({ where, what }) => `${where}: ${what}`).join()

describe('the way to the server', () => {
  test.each<[unknown, object]>([
    [undefined, { mode: 'system' }],
    ['system', { mode: 'system' }],
    ['direct', { mode: 'direct' }],
    [{ fixed: 'proxy.corp.example:8080' }, { mode: 'fixed_servers', proxyRules: 'proxy.corp.example:8080', proxyBypassRules: '' }],
    [{ fixed: '[fd00::1]:3128', bypass: ['*.corp.example', '10.0.0.0/8', '<local>'] }, { mode: 'fixed_servers', proxyRules: '[fd00::1]:3128', proxyBypassRules: '*.corp.example,10.0.0.0/8,<local>' }],
    [{ pac: 'https://wpad.corp.example/proxy.pac' }, { mode: 'pac_script', pacScript: 'https://wpad.corp.example/proxy.pac' }],
    [{ pac: 'file:///etc/gatehouse/proxy.pac' }, { mode: 'pac_script', pacScript: `data:application/x-ns-proxy-autoconfig;base64,${Buffer.from(pac).toString('base64')}` }],
  ])('%j', (proxy, route) => {
    const config = load({ server, ...(proxy !== undefined && { proxy }) }, { '/etc/gatehouse/proxy.pac': { text: pac } })
    expect(config).toMatchObject({ server, mistakes: [] })
    expect(routeOf(config.proxy, config.pacScript)).toEqual(route)
  })

  test.each<[unknown, RegExp]>([
    ['auto', /^proxy: must be "system"/],
    [{}, /^proxy: must be "system"/],
    [{ fixed: 'proxy.corp.example:8080', pac: 'https://wpad.corp.example/' }, /^proxy: must be "system"/],
    [{ fixed: 'proxy.corp.example' }, /^proxy\.fixed: must be a host and a port/],
    [{ fixed: 'proxy.corp.example:8080,direct://' }, /^proxy\.fixed: must be a host and a port/],
    [{ fixed: 'http=proxy:80;https=evil:80' }, /^proxy\.fixed: must be a host and a port/],
    [{ fixed: 'proxy.corp.example:8080', bypass: ['a,b'] }, /^proxy\.bypass\.0: must be a name/],
    [{ pac: 'http://wpad.corp.example/proxy.pac' }, /^proxy\.pac: must be the https address/],
    [{ pac: 'data:text/javascript,x' }, /^proxy\.pac: must be the https address/],
    [{ pac: 'file://somewhere/share/proxy.pac' }, /^proxy\.pac: must be the https address/],
    [{ pac: 'file:///etc/gatehouse%2Fproxy.pac' }, /^proxy\.pac: must be the https address/],
    [{ pac: 'https://ada:pw@wpad.corp.example/' }, /^proxy\.pac: must be the https address/],
  ])('[S-05] %j is named, and leaves the machine not set up rather than without it', (proxy, mistake) => {
    const config = load({ server, helpdesk: '4357', proxy })
    expect(said(config)).toMatch(mistake)
    expect([config.server, config.helpdesk]).toEqual([undefined, '4357'])
  })

  test.each<[string, Files[string] | undefined, RegExp]>([
    ['can be changed by its user', { text: pac, canChange: true }, /can be changed by the user/],
    ['is longer than any', { text: 'x'.repeat(300_000) }, /longer than 256 KiB/],
    ['is not there', undefined, /cannot be read/],
  ])('[S-03 S-05] a PAC script that %s does not count, nor is the machine without it', (_what, file, mistake) => {
    const config = load({ server, proxy: { pac: 'file:///opt/p.pac' } }, file && { '/opt/p.pac': file })
    expect(said(config)).toMatch(mistake)
    expect(config.server).toBeUndefined()
  })
})

describe('[S-05] pins', () => {
  test('[S-05] two or more count', () => expect(load({ server, pins })).toMatchObject({ server, pins, mistakes: [] }))
  test.each<[string, unknown, RegExp]>([
    ['an empty list', [], /at least two/], ['one alone', pins.slice(1), /at least two/], ['one twice', [pins[0], pins[0]], /not be the same twice/],
    ['one by SHA-1', ['sha1/abc=', pins[0]], /^pins\.0: must be "sha256\//], ['numbers', [1, 2], /^pins\.0: must be text/],
    ['a list that is too long', Array.from({ length: 21 }, () => pins[0]), /more than 20/],
  ])('[S-05] %s is named, and leaves the machine not set up rather than without them', (_what, wrong, mistake) => {
    const config = load({ server, pins: wrong })
    expect(said(config)).toMatch(mistake)
    expect(config.server).toBeUndefined()
  })
})

test('[S-05] whatever is in the file, it is read or named, and no server is used with a proxy or pins that were not understood', () => {
  const names = ['server', 'helpdesk', 'company', 'language', 'domain', 'site', 'mode', 'selectedUser', 'proxy', 'pins', '__proto__', 'constructor']
  const odd = fc.oneof(fc.jsonValue(), fc.constantFrom(server, 'direct', pins, 'https://', 'file:', { pac: 'file:' }, { pac: 'file:///%00' }, { fixed: ':' }, { bypass: [] }))
  fc.assert(fc.property(fc.dictionary(fc.constantFrom(...names), odd), (settings) => {
    const config = load(settings, {})
    if (config.server === undefined) return
    expect(config.mistakes.filter(({ where }) => /^(proxy|pins|server)/u.test(where))).toEqual([])
    if (Object.hasOwn(settings, 'pins')) expect(config.pins).toEqual(settings['pins'])
  }), { numRuns: runs(100) })
})

describe('client.schema.json', () => {
  const { file, text } = clientSchemaFile()
  test('is current; after a change: node scripts/write-schemas.ts', () => expect(readFileSync(file, 'utf8')).toBe(text))
  test('accepts what the documentation shows, and names what is no setting', () => {
    const validate = new Ajv({ strict: false }).compile(JSON.parse(text))
    const example = /```json\n([^`]*"server"[^`]*)```/u.exec(readFileSync(new URL('../../docs/client-settings.md', import.meta.url), 'utf8'))?.[1] ?? ''
    expect([validate(JSON.parse(example)), load(JSON.parse(example)).mistakes]).toEqual([true, []])
    expect(validate({ server, sever: 1 })).toBe(false)
  })
})
