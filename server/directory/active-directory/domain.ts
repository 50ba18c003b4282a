import { AndFilter, EqualityFilter } from 'ldapts'
import type { Search } from './connection.ts'

/** A domain by its own names. */
export type DomainNames = { /** `DC=corp,DC=example,DC=test` */ readonly root: string; /** `corp.example.test` */ readonly dns: string }

/**
 * @param base the domain's root, or anything below it
 * @throws Error when it names no domain
 */
export function domainOf(base: string): DomainNames {
  const root = /(?:^|,)\s*(DC=[^,=]+(?:,\s*DC=[^,=]+)*)\s*$/i.exec(base)?.[1]
  if (root === undefined) throw new Error('the base must end with the domain, such as DC=corp,DC=example,DC=test')
  return { root, dns: root.split(',').map((part) => part.trim().slice('DC='.length)).join('.') }
}

/** Distinguished names differ in more than their case and the space after a comma. */
export const sameDn = (one: string, other: string) => plain(one) === plain(other)
const plain = (dn: string) => dn.trim().toLowerCase().replaceAll(/\s*([,=])\s*/gu, '$1')

/**
 * The search for a domain's short name: its entry among the forest's parts (MS-ADTS 6.1.1.2.1.1). Everybody may read it.
 * @param configuration the rootDSE's `configurationNamingContext`
 */
export function netbiosNameSearch(configuration: string, { root }: DomainNames): Search {
  const is = (attribute: string, value: string) => new EqualityFilter({ attribute, value })
  return {
    base: `CN=Partitions,${configuration}`,
    below: new AndFilter({ filters: [is('objectClass', 'crossRef'), is('nCName', root)] }),
    attributes: ['nETBIOSName'],
  }
}
