import { rm } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { corp } from '../corp.ts'
import type { Domain } from '../domain.ts'
import { replaced } from '../ldif.ts'
import { mustRun } from '../program.ts'

/** What the registration portal is in Kerberos. */
export const PORTAL = `register.${corp.dnsDomain}`
export const PRINCIPAL = `HTTP/${PORTAL}@${corp.realm}`

export type Service = { keytabFile: string; principal: string }

const PASSWORD = 'Granite-Negotiate-77-Basalt'
// MS-KILE 2.2.7.
const ENCRYPTION = { aes: '24', rc4: '4' } as const

/**
 * Makes an account with a service principal name, as `setspn` and `ktpass` do on Windows, and its keytab.
 * @param spn `HTTP/register.corp.example.test`; further ones are of the same account
 */
export async function newService(domain: Pick<Domain, 'caFile' | 'database'>, account: string, [spn, ...more]: readonly [string, ...string[]], encryption: keyof typeof ENCRYPTION = 'aes'): Promise<Service> {
  const folder = dirname(dirname(domain.caFile))
  const conf = `--configfile=${join(folder, 'etc/smb.conf')}`
  const data = ['-H', join(folder, 'private/sam.ldb')]
  await mustRun('samba-tool', ['user', 'create', account, PASSWORD, '--userou=OU=Services', conf, ...data])
  await domain.database.change(replaced(`CN=${account},OU=Services,${corp.base}`, { 'msDS-SupportedEncryptionTypes': ENCRYPTION[encryption], servicePrincipalName: [spn, ...more] }))
  const keytabFile = join(folder, `${account}.keytab`)
  await rm(keytabFile, { force: true })
  await mustRun('samba-tool', ['domain', 'exportkeytab', keytabFile, `--principal=${spn}`, conf])
  return { keytabFile, principal: `${spn}@${corp.realm}` }
}
