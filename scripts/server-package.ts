// Makes the folder that a server runs from, and nothing else: `node scripts/server-package.ts FOLDER` (npm run server:package).
// The server and the voice process with their own production packages, by the lock file, and the built portal. Nothing of the client, no test.
import { execFileSync } from 'node:child_process'
import { chmodSync, cpSync, existsSync, lstatSync, mkdirSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { buildPortal } from './build.ts'

const root = path.join(import.meta.dirname, '..')
const NAME = 'gatehouse-server'

/** What is started from `bin`: the server, and the process that telephones, which runs under an account of its own. */
const COMMANDS = { [NAME]: 'server/main.ts', 'gatehouse-voice': 'voice/main.ts' }

/** What an administrator reads: the settings and the commands name them. */
const DOCS = ['active-directory.md', 'delivery.md', 'devices.md', 'operations.md', 'passwords.md', 'policy.md', 'portal.md', 'privacy.md', 'questions.md', 'registration-sign-in.md', 'registration.md', 'pictures/register.jpg', 'security.md', 'voice.md']

/** Before 22.18 Node ends at the first type, and before 24.7 it has no argon2: both with words that help nobody. */
const commandFor = (name: string, main: string) => `#!/bin/sh
found=$(node --version 2>&1)
case $found in
  v24.[0-6].*) ;;
  v2[4-9].* | v[3-9][0-9].*) exec node "$(dirname "$(readlink -f "$0")")/../${main}" "$@" ;;
esac
echo "${name} needs Node 24.7 or newer in the PATH; there is: $found" >&2
exit 1
`

/** @param folder absolute; an older package goes first @throws {Error} when something else lies there */
export async function packageServer(folder: string): Promise<void> {
  if (existsSync(folder) && readdirSync(folder).length > 0 && !isPackage(folder)) throw new Error(`${folder} is neither empty nor a Gatehouse server: name another folder`)
  rmSync(folder, { recursive: true, force: true })
  mkdirSync(folder, { recursive: true })
  const copy = (from: string) => { cpSync(path.join(root, from), path.join(folder, from), { recursive: true, dereference: true, filter: belongs }) }
  for (const room of ['contract', 'groundwork', 'server', 'voice', 'deploy']) copy(room)
  for (const name of DOCS) copy(`docs/${name}`)
  for (const name of packages()) copy(name)
  // Our own packages are found by their place: Node reads no TypeScript below node_modules.
  mkdirSync(path.join(folder, 'node_modules/@gatehouse'), { recursive: true })
  symlinkSync('../../contract', path.join(folder, 'node_modules/@gatehouse/contract'))
  await buildPortal(path.join(folder, 'out/portal'))
  writeFileSync(path.join(folder, 'package.json'), `${JSON.stringify({ name: NAME, private: true, type: 'module', engines: { node: '>=24' } }, null, 2)}\n`)
  mkdirSync(path.join(folder, 'bin'))
  const commands = Object.entries(COMMANDS).map(([name, main]) => ({ file: path.join(folder, 'bin', name), text: commandFor(name, main) }))
  for (const { file, text } of commands) writeFileSync(file, text)
  makeReadable(folder)
  for (const { file } of commands) chmodSync(file, 0o755)
}

function isPackage(folder: string): boolean {
  const file = path.join(folder, 'package.json')
  return existsSync(file) && readFileSync(file, 'utf8').includes(`"name": "${NAME}"`)
}

/** The server's user owns nothing of it and must read all of it, whatever umask the copy was made with. */
function makeReadable(folder: string): void {
  for (const name of ['.', ...readdirSync(folder, { recursive: true, encoding: 'utf8' })]) {
    const file = path.join(folder, name)
    const found = lstatSync(file)
    if (!found.isSymbolicLink()) chmodSync(file, found.isDirectory() ? 0o755 : 0o644)
  }
}

const belongs = (file: string) => !/\.(?:test|scenario)\.ts$|\.peer\.test\.ts$/u.test(file) && !/(?:^|\/)(?:server|contract|groundwork|voice)\/node_modules$/u.test(file)

/** The folders of the server's production packages, below the project's, as npm finds them; types are for whoever writes, not for whoever runs. */
function packages(): string[] {
  const said = execFileSync('npm', ['ls', '--parseable', '--all', '--omit=dev', '--workspace', '@gatehouse/server', '--workspace', '@gatehouse/voice'], { cwd: root, encoding: 'utf8' })
  return said.split('\n').map((line) => path.relative(root, line)).filter((name) => /(?:^|\/)node_modules\/(?!@gatehouse\/|@types\/|typescript$|undici-types$)/u.test(name))
}

if (import.meta.main) {
  const folder = path.resolve(process.argv[2] ?? path.join(root, 'out/server'))
  await packageServer(folder)
  console.log(`${folder} is the server: bin/gatehouse-server --config FILE`)
}
