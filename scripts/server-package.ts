// Makes the folder that a server runs from, and nothing else: `node scripts/server-package.ts FOLDER` (npm run server:package).
// The server with its own production packages, by the lock file, and the built portal. Nothing of the client, no test.
import { execFileSync } from 'node:child_process'
import { chmodSync, cpSync, mkdirSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { buildPortal } from './build.ts'

const root = path.join(import.meta.dirname, '..')

/** @param folder absolute; what lies there goes first */
export async function packageServer(folder: string): Promise<void> {
  rmSync(folder, { recursive: true, force: true })
  mkdirSync(folder, { recursive: true })
  const copy = (from: string) => { cpSync(path.join(root, from), path.join(folder, from), { recursive: true, dereference: true, filter: belongs }) }
  for (const room of ['contract', 'server', 'deploy']) copy(room)
  for (const name of readdirSync(path.join(root, 'docs'))) if (name === 'operations.md') copy(`docs/${name}`)
  for (const name of packages()) copy(name)
  // Our own packages are found by their place: Node reads no TypeScript below node_modules.
  mkdirSync(path.join(folder, 'node_modules/@gatehouse'), { recursive: true })
  symlinkSync('../../contract', path.join(folder, 'node_modules/@gatehouse/contract'))
  await buildPortal(path.join(folder, 'out/portal'))
  writeFileSync(path.join(folder, 'package.json'), `${JSON.stringify({ name: 'gatehouse-server', private: true, type: 'module', engines: { node: '>=24' } }, null, 2)}\n`)
  mkdirSync(path.join(folder, 'bin'))
  const command = path.join(folder, 'bin/gatehouse-server')
  writeFileSync(command, '#!/bin/sh\nexec node "$(dirname "$(readlink -f "$0")")/../server/main.ts" "$@"\n')
  chmodSync(command, 0o755)
}

const belongs = (file: string) => !/\.(?:test|scenario)\.ts$|\.peer\.test\.ts$/u.test(file) && !/(?:^|\/)(?:server|contract)\/node_modules$/u.test(file)

/** The folders of the server's production packages, below the project's, as npm finds them; types are for whoever writes, not for whoever runs. */
function packages(): string[] {
  const said = execFileSync('npm', ['ls', '--parseable', '--all', '--omit=dev', '--workspace', '@gatehouse/server'], { cwd: root, encoding: 'utf8' })
  return said.split('\n').map((line) => path.relative(root, line)).filter((name) => /(?:^|\/)node_modules\/(?!@gatehouse\/|@types\/|typescript$|undici-types$)/u.test(name))
}

if (import.meta.main) {
  const folder = path.resolve(process.argv[2] ?? path.join(root, 'out/server'))
  await packageServer(folder)
  console.log(`${folder} is the server: bin/gatehouse-server --config FILE`)
}
