import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { corp, hostOf, type SeveralName, severalNames } from '../corp.ts'
import { mustRun } from '../program.ts'

/** Where each controller listens. */
export type Addresses = Readonly<Record<SeveralName, string>>

/** The administrator's password in a domain of several; one that starts with a single controller has a random one. */
export const ADMINISTRATOR = 'Pewter-Lagoon-Bramble-60'

// A mount namespace in which the controllers know each other by name: nobody asks DNS.
const WITH_HOSTS = 'mount --bind "$0" /etc/hosts && exec "$@"'

/** What domain controllers do among themselves: `samba-tool` as one of them, with the administrator's word. @throws Error with its own words */
export async function amongControllers(addresses: Addresses, folder: string, args: readonly string[]): Promise<string> {
  const hosts = join(folder, 'hosts')
  await writeFile(hosts, ['127.0.0.1 localhost', ...severalNames.map((name) => `${addresses[name]} ${hostOf(name)} ${name}`), ''].join('\n'))
  const sign = [`--configfile=${join(folder, 'etc/smb.conf')}`, `--username=${corp.netbios}\\Administrator`, `--password=${ADMINISTRATOR}`]
  return mustRun('unshare', ['--mount', 'sh', '-c', WITH_HOSTS, hosts, 'samba-tool', ...args, ...sign])
}
