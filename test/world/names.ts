import { chmodSync, mkdtempSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import type { PreparedClient } from './client.ts'
import { ownEtc } from './own-etc.ts'

/** Which names a client can resolve, all to this machine: those told last, and no others. */
export type Names = { known: (...names: string[]) => void }

/**
 * Gives a client a `hosts` file of its own, and no name server, in a mount namespace of its own: the machine's stays as it is.
 * The whole folder is its own, since Chromium watches the folder, not the file. Needs root.
 * @returns the client to open in place of the one given
 */
export function withOwnNames(client: PreparedClient): { client: PreparedClient; names: Names } {
  const folder = mkdtempSync(join(dirname(client.home), 'names-'))
  chmodSync(folder, 0o755)
  const hosts = 'hosts'
  const resolver = 'resolv.conf'
  const { own, mounts } = ownEtc(folder, [hosts, resolver])
  const known = (...names: string[]) => writeFileSync(join(own, hosts), names.map((name) => `127.0.0.1 ${name}\n`).join(''), { mode: 0o644 })
  known()
  // Nobody listens there, so that an unknown name is refused at once.
  writeFileSync(join(own, resolver), 'nameserver 127.0.0.1\n', { mode: 0o644 })

  const executable = join(folder, 'client.sh')
  writeFileSync(executable, `#!/bin/sh\nexec unshare --mount -- /bin/sh -c '${mounts} && exec ${client.executable} "$@"' client "$@"\n`)
  chmodSync(executable, 0o755)
  return { client: { ...client, executable }, names: { known } }
}
