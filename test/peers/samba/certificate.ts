import { chmod, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { addresses } from './address.ts'
import { corp, type DomainNames, severalHosts } from './corp.ts'
import { mustRun } from './program.ts'

/**
 * Makes `tls/ca.pem`, `tls/cert.pem` and `tls/key.pem` in `folder`.
 *
 * One certificate serves every clone: it carries the DNS names, as a domain controller's does, and each address that a
 * clone may get. So a client connects to `ldaps://127.0.0.x` and verifies as it is, or gives `servername: host` to check
 * the name instead.
 * @param named its controllers
 */
export async function makeCertificate(folder: string, { host, dnsDomain }: DomainNames = corp, named: readonly string[] = severalHosts): Promise<void> {
  const at = (name: string): string => join(folder, 'tls', name)
  const hosts = [...named, dnsDomain].map((host) => `DNS:${host}`)
  const names = [...hosts, ...addresses.map((address) => `IP:${address}`)]
  // The machine's own openssl.cnf would add extensions that contradict ours.
  await writeFile(at('openssl.cnf'), '[req]\ndistinguished_name = dn\n[dn]\n')
  const issue = ['req', '-x509', '-config', at('openssl.cnf'), '-newkey', 'rsa:2048', '-noenc', '-days', '3650']
  await mustRun('openssl', [
    ...[...issue, '-subj', '/CN=Gatehouse test authority', '-keyout', at('ca.key'), '-out', at('ca.pem')],
    ...['-addext', 'basicConstraints=critical,CA:TRUE', '-addext', 'keyUsage=critical,keyCertSign'],
  ])
  await mustRun('openssl', [
    ...[...issue, '-subj', `/CN=${host}`, '-keyout', at('key.pem'), '-out', at('cert.pem')],
    ...['-CA', at('ca.pem'), '-CAkey', at('ca.key'), '-addext', `subjectAltName=${names.join(',')}`],
    ...['-addext', 'basicConstraints=critical,CA:FALSE', '-addext', 'extendedKeyUsage=serverAuth'],
  ])
  // Samba refuses a key that others may read. Nobody shall issue another certificate, so the authority's key goes.
  await chmod(at('key.pem'), 0o600)
  await Promise.all([rm(at('ca.key')), rm(at('openssl.cnf'))])
}
