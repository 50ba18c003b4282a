import { join } from 'node:path'
import { corp, type DomainNames } from './corp.ts'

/** Samba keeps everything it writes below the folder, each kind in its own place. */
export const folders = ['etc', 'private', 'state', 'cache', 'binddns', 'lock', 'pid', 'ncalrpc', 'ntp', 'log', 'tls']

/** `services`: what Samba calls them, parted by commas. */
export type Controller = { name: string; services: string; domain: DomainNames }

/**
 * The whole configuration of one domain controller. It is the only file that holds the folder and the address, which is
 * what makes a clone as cheap as a copy.
 * @param folder absolute, where everything of this domain lives
 * @param address its own 127.0.0.x: Samba's ports cannot be changed
 * @param own for another controller than the domain's first, for what a domain of several must serve, and for another domain
 */
export function smbConf(folder: string, address: string, own: Partial<Controller> = {}): string {
  const { domain = corp } = own
  const { name, services }: Omit<Controller, 'domain'> = { name: domain.hostName, services: 'ldap, kdc', ...own }
  const at = (name: string): string => join(folder, name)
  const sysvol = at('state/sysvol')
  return `[global]
  netbios name = ${name.toUpperCase()}
  realm = ${domain.realm}
  workgroup = ${domain.netbios}
  server role = active directory domain controller
  server services = ${services}
  interfaces = ${address}/8
  bind interfaces only = yes
  disable netbios = yes
  private dir = ${at('private')}
  state directory = ${at('state')}
  cache directory = ${at('cache')}
  binddns dir = ${at('binddns')}
  lock directory = ${at('lock')}
  pid directory = ${at('pid')}
  ncalrpc dir = ${at('ncalrpc')}
  ntp signd socket directory = ${at('ntp')}
  log file = ${at('log/log.%m')}
  # Otherwise the old password still binds for an hour after a reset.
  old password allowed period = 0
  dns update command = /bin/true
  tls enabled = yes
  tls cafile = ${at('tls/ca.pem')}
  tls certfile = ${at('tls/cert.pem')}
  tls keyfile = ${at('tls/key.pem')}

# Nobody serves these; provisioning insists on them.
[sysvol]
  path = ${sysvol}
[netlogon]
  path = ${join(sysvol, domain.dnsDomain, 'scripts')}
`
}
