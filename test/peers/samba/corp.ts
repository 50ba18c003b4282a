/** A domain's fixed names. Every clone has the same ones, so nothing but its address tells two of them apart. */
export type DomainNames = { readonly [name in 'realm' | 'netbios' | 'dnsDomain' | 'hostName' | 'host' | 'base']: string }

export const corp = {
  realm: 'CORP.EXAMPLE.TEST',
  netbios: 'CORP',
  dnsDomain: 'corp.example.test',
  hostName: 'dc1',
  host: 'dc1.corp.example.test',
  base: 'DC=corp,DC=example,DC=test',
} as const satisfies DomainNames

/** The names of the controllers, where it has several: the first, another one, and a read-only one. */
export const severalNames = ['dc1', 'dc2', 'rodc'] as const
export type SeveralName = (typeof severalNames)[number]
export const hostOf = (name: SeveralName) => `${name}.${corp.dnsDomain}`
export const severalHosts = severalNames.map(hostOf)

/** Gatehouse's service account has rights on People; on Contractors it has none; it lives in Services itself. */
export type Unit = 'People' | 'Contractors' | 'Services'

export const unitDn = (unit: Unit): string => `OU=${unit},${corp.base}`
