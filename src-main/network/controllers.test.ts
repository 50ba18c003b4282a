import fc from 'fast-check'
import { expect, test } from 'vitest'
import { runs } from '../../test/soak.ts'
import { controllersOf } from './controllers.ts'

const record = (name: string, priority = 0, weight = 100, port = 389) => ({ name, priority, weight, port })
const dns = (zone: Record<string, ReturnType<typeof record>[]>) => (name: string) => {
  const found = zone[name]
  return found ? Promise.resolve(found) : Promise.reject(new Error('ENOTFOUND'))
}
const everywhere = '_ldap._tcp.dc._msdcs.corp.example'
const berlin = '_ldap._tcp.Berlin._sites.dc._msdcs.corp.example'

test('the controllers of the site come first, then those of the domain, each once', async () => {
  const zone = dns({ [berlin]: [record('dc3.corp.example')], [everywhere]: [record('dc2.corp.example', 10), record('dc3.corp.example'), record('dc1.corp.example')] })
  expect((await controllersOf({ domain: 'corp.example', site: 'Berlin' }, zone)).map(({ host }) => host))
    .toEqual(['dc3.corp.example', 'dc1.corp.example', 'dc2.corp.example'])
})

test('a site that DNS does not know does not matter', async () => {
  expect(await controllersOf({ domain: 'corp.example', site: 'Atlantis' }, dns({ [everywhere]: [record('dc1.corp.example', 0, 0, 3389)] })))
    .toEqual([{ host: 'dc1.corp.example', port: 3389 }])
})

test('where DNS names none, the domain itself is tried', async () => {
  expect(await controllersOf({ domain: 'corp.example' }, dns({}))).toEqual([{ host: 'corp.example', port: 389 }])
})

test('of a hundred controllers six are tried', async () => {
  const many = Array.from({ length: 100 }, (_, at) => record(`dc${at}.corp.example`))
  expect(await controllersOf({ domain: 'corp.example' }, dns({ [everywhere]: many }))).toHaveLength(6)
})

test('[S-05] whatever DNS answers, there are at most six places to try, none twice', async () => {
  const name = fc.oneof(fc.string(), fc.constantFrom('dc1.corp.example', 'DC1.corp.example', '', '.', '127.0.0.1', '-x', 'a'.repeat(300)))
  const records = fc.array(fc.record({ name, port: fc.integer(), priority: fc.oneof(fc.integer(), fc.constant(NaN)), weight: fc.integer() }), { maxLength: 40 })
  await fc.assert(fc.asyncProperty(records, records, async (site, all) => {
    const targets = await controllersOf({ domain: 'corp.example', site: 'Berlin' }, (asked) => Promise.resolve(asked.includes('_sites') ? site : all))
    expect(targets.length).toBeLessThanOrEqual(6)
    expect(targets.length).toBeGreaterThan(0)
    expect(new Set(targets.map(({ host, port }) => `${host} ${port}`)).size).toBe(targets.length)
  }), { numRuns: runs(100) })
})
