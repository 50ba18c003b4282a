import { execFileSync, spawnSync } from 'node:child_process'
import { mkdirSync, readdirSync, symlinkSync } from 'node:fs'
import { join } from 'node:path'

/**
 * The server that companies may still have beside the present one while they upgrade: the commit of the last version that was out. While none
 * is, one from before recoveries kept what they do not know.
 */
const COMMIT = 'ad6e49059b978e6bb41a76f46640d6988791613a'
const root = join(import.meta.dirname, '../..')

/** @returns why that version cannot be taken out of the history, in words; undefined: it can */
export function olderServerMissing(): string | undefined {
  const { status } = spawnSync('git', ['cat-file', '-e', `${COMMIT}^{commit}`], { cwd: root, stdio: 'ignore' })
  return status === 0 ? undefined : 'needs git, and a clone with its history'
}

/** Takes it out of the history into that folder, where it runs on the packages of the present one. @returns its program */
export function olderServer(folder: string): string {
  mkdirSync(folder)
  const archive = execFileSync('git', ['archive', COMMIT, 'contract', 'server', 'package.json'], { cwd: root, maxBuffer: 64 * 2 ** 20 })
  execFileSync('tar', ['-x', '-C', folder], { input: archive })
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
