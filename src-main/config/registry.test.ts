import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { Secret } from '@gatehouse/contract'
import * as v from 'valibot'
import { loadConfig } from './config.ts'
import { policies } from './policies.ts'
import { judged, type Registry } from './registry-values.ts'
import { registrySettings } from './registry.ts'

const Values = v.record(v.string(), v.unknown())
const Key = v.picklist(['policy', 'machine'])
const Cases = v.array(v.strictObject({
  says: v.string(), policy: v.optional(Values, {}), machine: v.optional(Values, {}),
  right: v.record(v.string(), v.tuple([Key, v.unknown()])), wrong: v.record(v.string(), Key),
  client: v.optional(Values), notSetUp: v.optional(v.boolean()),
}))
// windows/core/settings-vectors.test.ts puts the same to windows/core.
const cases = v.parse(Cases, JSON.parse(readFileSync(new URL('../../windows/test/vectors/settings.json', import.meta.url), 'utf8')))
const onWindows = { platform: 'win32', executable: 'C:\\Program Files\\Gatehouse\\Gatehouse.exe', canChange: () => false, read: () => expect.fail('no file is read') } as const
const load = (registry: Registry) => loadConfig(onWindows, undefined, registry)

describe('[F-30 S-03] values of the registry', () => {
  test.each(cases)('[F-30] $says', ({ policy, machine, right, wrong, client, notSetUp }) => {
    const found = judged({ policy, machine })
    expect(Object.fromEntries(found.flatMap((value) => ('right' in value ? [[value.name, [value.key, value.right]]] : [])))).toEqual(right)
    expect(Object.fromEntries(found.flatMap((value) => ('wrong' in value ? [[value.name, value.key]] : [])))).toEqual(wrong)
    const settings = registrySettings({ policy, machine })
    if (client) expect(settings.found).toEqual(client)
    if (notSetUp !== undefined) expect([settings.notSetUp, load({ policy, machine }).server === undefined]).toEqual([notSetUp, notSetUp])
  })

  test('[F-30] the cases try each value: right and wrong, by the policy and by the installation, of another kind and beside its rule', () => {
    const ofKind = (value: unknown, kind: string) => ({ number: typeof value === 'number', text: typeof value === 'string', list: Array.isArray(value) })[kind] === true
    for (const { value, kind } of policies) {
      for (const key of ['policy', 'machine'] as const) {
        const set = cases.filter((one) => value in one[key])
        expect(set.some(({ right }) => right[value]?.[0] === key), `${value} right in ${key}`).toBe(true)
        const wrong = set.filter((one) => one.wrong[value] === key).map((one) => ofKind(one[key][value], kind))
        expect([wrong.includes(true), wrong.includes(false)], `${value} wrong in ${key}: its rule, its kind`).toEqual([true, true])
      }
    }
  })
})

describe('[F-30 S-03] a client that was handed the registry', () => {
  const server = 'https://reset.corp.example'
  test('[F-30 S-03] says of each setting in which key it was found, and reads no file', () => {
    const config = load({ policy: { Helpdesk: '4357', ProxyMode: 'pac' }, machine: { Server: server, ProxyScript: 'https://wpad.corp.example/proxy.pac', EnrolmentCode: 'GH-1' } })
    expect(config).toMatchObject({
      server, helpdesk: '4357', mode: 'kiosk', proxy: { pac: 'https://wpad.corp.example/proxy.pac' }, mistakes: [],
      sources: { server: 'HKLM\\SOFTWARE\\Gatehouse\\Server', helpdesk: 'HKLM\\SOFTWARE\\Policies\\Gatehouse\\Helpdesk', proxy: 'HKLM\\SOFTWARE\\Policies\\Gatehouse\\ProxyMode' },
    })
    expect(config.enrolmentCode).toBeInstanceOf(Secret)
  })

  test('[F-30] names each mistake with its key and value, and never what was in it', () => {
    const { mistakes } = load({ policy: { Server: 'http://reset.corp.example', Pins: [], Sever: 'x', EnrolmentCode: 'secret-'.repeat(20) }, machine: { Language: 'Deutsch!', ProxyServer: 'proxy.corp.example:8080' } })
    expect(mistakes.map(({ where, what }) => `${where}: ${what}`)).toEqual([
      'HKLM\\SOFTWARE\\Policies\\Gatehouse\\Server: must be an https address without a path, such as "https://reset.corp.example"',
      'HKLM\\SOFTWARE\\Policies\\Gatehouse\\Pins: must be at least two: one of a key in use, one in reserve',
      'HKLM\\SOFTWARE\\Policies\\Gatehouse\\EnrolmentCode: is longer than any code',
      'HKLM\\SOFTWARE\\Gatehouse\\Language: must be a language tag such as "en" or "de-AT"',
      'ProxyMode: is missing, and HKLM\\SOFTWARE\\Gatehouse\\ProxyServer is set: "fixed" or "pac" says that it counts',
      'HKLM\\SOFTWARE\\Policies\\Gatehouse\\Sever: is no setting',
    ])
    expect(JSON.stringify(mistakes)).not.toContain('secret-')
  })

  test('[F-30] without a server says where one could be', () => {
    expect(load({ policy: {}, machine: {} }).mistakes).toEqual([{ where: 'Server', what: 'is missing below HKLM\\SOFTWARE\\Policies\\Gatehouse and HKLM\\SOFTWARE\\Gatehouse: the https address of your Gatehouse server' }])
  })

  test('[F-30 S-03] does not count a PAC script that its user can change, and names the value', () => {
    const config = loadConfig({ ...onWindows, platform: 'linux', canChange: () => true }, undefined, { policy: { ProxyScript: 'file:///opt/p.pac' }, machine: { Server: server, ProxyMode: 'pac' } })
    expect(config.server).toBeUndefined()
    expect(config.mistakes.map(({ where, what }) => `${where}: ${what}`).join()).toMatch(/^HKLM\\SOFTWARE\\Policies\\Gatehouse\\ProxyScript: .*can be changed by the user/u)
  })

  test('[F-30] does not mind capitals, as the registry does not', () => expect(load({ policy: { SERVER: server }, machine: { server: 'https://other.example' } }).server).toBe(server))

  test('[S-05] takes http on this machine itself in the development build only', () => {
    const registry = { policy: { Server: 'http://127.0.0.1:8080' }, machine: {} }
    expect([loadConfig(onWindows, {}, registry).server, load(registry).server]).toEqual(['http://127.0.0.1:8080', undefined])
  })
})
