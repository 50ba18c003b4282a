import { expect, test } from 'vitest'
import { domainOf, netbiosNameSearch } from './domain.ts'

test.each([
  ['DC=corp,DC=example,DC=test', 'DC=corp,DC=example,DC=test', 'corp.example.test'],
  ['OU=Staff, dc=corp, dc=example', 'dc=corp, dc=example', 'corp.example'],
  ['OU=DC\\=fake,OU=People,DC=corp', 'DC=corp', 'corp'],
])('%s lies in its domain', (base, root, dns) => {
  expect(domainOf(base)).toEqual({ root, dns })
})

test.each(['', 'O=Example', 'DC=corp,OU=People', 'XDC=corp', 'DC='])('%j names no domain', (base) => {
  expect(() => domainOf(base)).toThrow('the base must end with the domain')
})

test("a domain's short name is asked for by its root", () => {
  const { base, below } = netbiosNameSearch('CN=Configuration,DC=forest', { root: 'DC=corp,DC=forest', dns: 'corp.forest' })
  expect([base, String(below)]).toEqual(['CN=Partitions,CN=Configuration,DC=forest', '(&(objectClass=crossRef)(nCName=DC=corp,DC=forest))'])
})
