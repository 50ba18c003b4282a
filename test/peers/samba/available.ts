import { existsSync, globSync } from 'node:fs'
import { join } from 'node:path'
import { run, searchPath } from './program.ts'

/** Why no domain can be started here. */
export type Missing = { kind: 'root' } | { kind: 'packages'; packages: string[] } | { kind: 'namespaces' }

/** Thrown by `startDomain`; its message is fit to be printed after "skipped: ". */
export class DomainUnavailable extends Error {
  readonly missing: Missing

  constructor(missing: Missing) {
    super(inWords(missing))
    this.name = 'DomainUnavailable'
    this.missing = missing
  }
}

/** @returns what keeps a domain from starting on this machine, or nothing. Costs a few milliseconds. */
export async function whatIsMissing(): Promise<Missing | undefined> {
  if (process.getuid?.() !== 0) return { kind: 'root' }
  const packages = needed.filter(({ file }) => !isInstalled(file)).map(({ name }) => name)
  if (packages.length > 0) return { kind: 'packages', packages }
  const namespaces = await run('unshare', ['--mount', '--pid', '--fork', 'true'])
  return namespaces.code === 0 ? undefined : { kind: 'namespaces' }
}

// One file of each Debian package. Without samba-ad-provision and samba-dsdb-modules it is a bare file server.
const needed = [
  { name: 'samba', file: 'samba' },
  { name: 'samba-ad-provision', file: '/usr/share/samba/setup/provision.ldif' },
  { name: 'samba-dsdb-modules', file: '/usr/lib/*/samba/ldb/samba_dsdb.so' },
  { name: 'ldb-tools', file: 'ldbmodify' },
  { name: 'ldap-utils', file: 'ldapwhoami' },
  { name: 'krb5-user', file: 'kinit' },
  { name: 'openssl', file: 'openssl' },
]

function isInstalled(file: string): boolean {
  if (file.startsWith('/')) return globSync(file).length > 0
  return searchPath()
    .split(':')
    .some((folder) => existsSync(join(folder, file)))
}

function inWords(missing: Missing): string {
  switch (missing.kind) {
    case 'root':
      return 'needs root (Samba takes ports below 1024)'
    case 'packages':
      return `needs packages: apt-get install --no-install-recommends ${missing.packages.join(' ')}`
    case 'namespaces':
      return 'needs mount and process namespaces (unshare is not allowed here)'
  }
}
