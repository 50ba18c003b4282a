import type { Entry } from 'ldapts'
import { expect, test } from 'vitest'
import { isReadOnly, judgedRoot } from './root-entry.ts'

const NOW = Date.parse('2026-05-04T10:00:00Z')
const domain = { root: 'DC=corp,DC=example', dns: 'corp.example' }
const usual = {
  dn: '',
  defaultNamingContext: 'DC=corp,DC=example',
  dsServiceName: 'CN=NTDS Settings,CN=DC1,CN=Servers,CN=Berlin,CN=Sites,CN=Configuration,DC=corp,DC=example',
  dnsHostName: 'dc1.corp.example',
  isSynchronized: 'TRUE',
  currentTime: '20260504100000.0Z',
  supportedCapabilities: ['1.2.840.113556.1.4.800', '1.2.840.113556.1.4.1670'],
}
const judged = (different: Partial<Entry>) => judgedRoot({ ...usual, ...different }, domain, NOW)

test('a controller of the domain says its name, its settings and its site', () => {
  expect(judged({})).toEqual({ settings: usual.dsServiceName, host: 'dc1.corp.example', site: 'Berlin', partialSecrets: false })
  expect(judged({ defaultNamingContext: 'dc=Corp, DC=example', currentTime: '20260504105900Z', isSynchronized: [] })).toMatchObject({ site: 'Berlin' })
  expect(judged({ supportedCapabilities: [...usual.supportedCapabilities, '1.2.840.113556.1.4.1920'] })).toMatchObject({ partialSecrets: true })
})

test.each<[string, Partial<Entry>, string]>([
  ['another directory', { supportedCapabilities: ['1.3.6.1.4.1.4203'] }, 'it is no domain controller'],
  ['one that says nothing', { supportedCapabilities: [] }, 'it is no domain controller'],
  ['another domain', { defaultNamingContext: 'DC=other,DC=example' }, 'it is a controller of another domain'],
  ['a domain below', { defaultNamingContext: 'DC=sub,DC=corp,DC=example' }, 'it is a controller of another domain'],
  ['one without a name', { defaultNamingContext: [] }, 'it does not say what'],
  ['one without settings', { dsServiceName: [] }, 'it does not say what'],
  ['one whose clock is nonsense', { currentTime: 'soon' }, 'it does not say what'],
  ['one that is new and has not copied all yet', { isSynchronized: 'FALSE' }, 'it is not synchronized yet'],
  ['one that is hours behind', { currentTime: '20260504070000.0Z' }, 'it has a clock that is 3 hours from ours'],
  ['one from another century', { currentTime: '19700101000000.0Z' }, 'hours from ours'],
])('%s is not to be used, and it is said why', (_, different, words) => {
  expect(() => judged(different)).toThrow(expect.objectContaining({ kind: 'unreachable', message: expect.stringContaining(words) as string }))
})

test('a server that answers nothing is no domain controller', () => {
  expect(() => judgedRoot(undefined, domain, NOW)).toThrow('it is no domain controller')
})

test.each<[string, Entry | undefined, boolean]>([
  ['an ordinary one', { dn: 'x', objectCategory: 'CN=NTDS-DSA,CN=Schema,CN=Configuration,DC=corp,DC=example' }, false],
  ['a read-only one', { dn: 'x', objectCategory: 'CN=NTDS-DSA-RO,CN=Schema,CN=Configuration,DC=corp,DC=example' }, true],
  ['one that calls itself so', { dn: 'x', 'objectCategory': 'CN=NTDS-DSA,CN=Schema', 'msDS-isRODC': 'TRUE' }, true],
  ['one that does not let us see', { dn: 'x', objectCategory: [] }, true],
  ['one whose settings are not there', undefined, true],
])('%s: read-only or not', (_, settings, readOnly) => {
  expect(isReadOnly(settings)).toBe(readOnly)
})
