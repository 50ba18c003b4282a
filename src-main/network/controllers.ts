import type { SrvRecord } from 'node:dns'

/** Where a domain controller may be reached. */
export type Target = { host: string; port: number }

export type Domain = {
  /** DNS name of the Active Directory domain that the machine belongs to: `corp.example`. */
  domain: string
  /** Its Active Directory site, where known: the controllers there are the machine's own. */
  site?: string | undefined
}

// A company may have hundreds; some of the first that DNS names will do to know whether there is a way to any.
const MOST = 6
const LDAP = 389

/**
 * The controllers that DNS names for a domain, those of the site first: `_ldap._tcp` below `_msdcs`, as domain members look for
 * them (MS-ADTS 6.3.2.3).
 * @param resolveSrv rejects where a name has no such record
 * @returns at most six. Where DNS names none, the domain's own name: each controller is an address of it, and the system's own
 * way to resolve it also heeds what a VPN says about names (Windows' name resolution policy), which this look-up does not
 */
export async function controllersOf({ domain, site }: Domain, resolveSrv: (name: string) => Promise<SrvRecord[]>): Promise<Target[]> {
  const names = [...(site === undefined ? [] : [`_ldap._tcp.${site}._sites.dc._msdcs.${domain}`]), `_ldap._tcp.dc._msdcs.${domain}`]
  const found = await Promise.all(names.map((name) => resolveSrv(name).then(byPriority, () => [])))
  const targets = found.flat().map(({ name, port }) => ({ host: name, port }))
  const once = targets.filter(({ host, port }, at) => targets.findIndex((one) => one.host === host && one.port === port) === at)
  return once.length === 0 ? [{ host: domain, port: LDAP }] : once.slice(0, MOST)
}

const byPriority = (records: SrvRecord[]) => records.toSorted((one, other) => one.priority - other.priority || other.weight - one.weight)
