import { mkdirSync, readdirSync, symlinkSync } from 'node:fs'
import { join } from 'node:path'

/**
 * A folder to stand in for /etc in a mount namespace, where a program has some files of its own and the machine's else. Needs root.
 * @param folder that all may enter; its own files go into `own`
 * @param instead the names that are not the machine's
 * @returns `mounts`: what a shell in the namespace runs first
 */
export function ownEtc(folder: string, instead: readonly string[]): { own: string; mounts: string } {
  const own = join(folder, 'etc')
  const machines = join(folder, 'machines-etc')
  for (const name of [own, machines]) mkdirSync(name, { mode: 0o755 })
  for (const name of readdirSync('/etc')) if (!instead.includes(name)) symlinkSync(join(machines, name), join(own, name))
  return { own, mounts: `mount --bind /etc ${machines} && mount --bind ${own} /etc` }
}
