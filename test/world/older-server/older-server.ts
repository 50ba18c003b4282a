import { execFileSync } from 'node:child_process'
import { mkdirSync, readdirSync, symlinkSync } from 'node:fs'
import { join } from 'node:path'

/**
 * The server that companies may still have beside the present one while they upgrade, as it was out: `contract/`, `server/` and
 * `package.json`, without tests. While none is out, one from before recoveries kept what they do not know (ad6e490). The next one:
 * `git archive COMMIT contract server package.json`, and its name here. It is kept and not taken out of the history, which not every
 * clone has.
 */
const archive = join(import.meta.dirname, '0.1.0.tar.gz')
const root = join(import.meta.dirname, '../../..')

/** Unpacks it into that folder, where it runs on the packages of the present one. @returns its program */
export function olderServer(folder: string): string {
  mkdirSync(folder)
  execFileSync('tar', ['-xzf', archive, '-C', folder])
  const link = (place: string, leaveOut: string) => {
    mkdirSync(join(folder, place), { recursive: true })
    for (const name of readdirSync(join(root, place))) if (name !== leaveOut) symlinkSync(join(root, place, name), join(folder, place, name))
  }
  link('node_modules', '@gatehouse')
  link('server/node_modules', '')
  // What is said between client and server is its own, too.
  mkdirSync(join(folder, 'node_modules/@gatehouse'))
  symlinkSync('../../contract', join(folder, 'node_modules/@gatehouse/contract'))
  return join(folder, 'server/main.ts')
}
