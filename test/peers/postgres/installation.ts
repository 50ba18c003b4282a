import { execFileSync } from 'node:child_process'
import { existsSync, globSync, readFileSync, realpathSync } from 'node:fs'
import { dirname, join } from 'node:path'

export type Installation = { bin: string; version: string }

/** Why PostgreSQL cannot be started here. */
export type PostgresMissing = { kind: 'binaries' } | { kind: 'ordinary-user' }

/** Thrown by `startPostgres`; its message is fit to be printed after "skipped: ". */
export class PostgresUnavailable extends Error {
  readonly missing: PostgresMissing

  constructor(missing: PostgresMissing) {
    super(inWords(missing))
    this.name = 'PostgresUnavailable'
    this.missing = missing
  }
}

/** @returns why PostgreSQL cannot be started here, in words; undefined: it can */
export function postgresMissing(): string | undefined {
  if (!findInstallation()) return inWords({ kind: 'binaries' })
  return asRoot() && !ordinaryUser() ? inWords({ kind: 'ordinary-user' }) : undefined
}

/** The newest whole installation: Debian's, or one in the path. A lone `postgres` without `initdb` beside it is none. */
export function findInstallation(): Installation | undefined {
  const debian = globSync('/usr/lib/postgresql/*/bin').sort((a, b) => Number(b.split('/')[4]) - Number(a.split('/')[4]))
  const inPath = (process.env['PATH'] ?? '').split(':').filter((folder) => existsSync(join(folder, 'initdb')))
  const bin = [...debian, ...inPath.map((folder) => dirname(realpathSync(join(folder, 'initdb'))))].find(isWhole)
  return bin === undefined ? undefined : { bin, version: versionOf(bin) }
}

const isWhole = (bin: string) => ['postgres', 'initdb'].every((program) => existsSync(join(bin, program)))

const versionOf = (bin: string) =>
  /\d+(\.\d+)*/.exec(execFileSync(join(bin, 'postgres'), ['--version'], { encoding: 'utf8' }))?.[0] ?? 'unknown'

export const asRoot = () => process.getuid?.() === 0

/** PostgreSQL refuses to run as root. @returns the system's own user for it, or the one that is nobody */
export function ordinaryUser(): { uid: number; gid: number } | undefined {
  const lines = readFileSync('/etc/passwd', 'utf8').split('\n').map((line) => line.split(':'))
  const [, , uid, gid] = ['postgres', 'nobody'].map((name) => lines.find(([user]) => user === name)).find(Boolean) ?? []
  return uid === undefined || gid === undefined ? undefined : { uid: Number(uid), gid: Number(gid) }
}

function inWords(missing: PostgresMissing): string {
  switch (missing.kind) {
    case 'binaries':
      return 'needs packages: apt-get install --no-install-recommends postgresql'
    case 'ordinary-user':
      return 'PostgreSQL refuses to run as root, and there is neither a user postgres nor a user nobody'
  }
}
