// `npm run domain`: a Samba domain with people in every state, to point a server at, until Ctrl+C.
import { spawn } from 'node:child_process'
import path from 'node:path'
import { prepareMachine } from './setup/machine.mjs'

const SWITCHES = { '--newer': 'with the newer Samba, which keeps the password history for resets; without it Debian 12\'s own' }

const root = path.join(import.meta.dirname, '..')
const switches = process.argv.slice(2)
const unknown = switches.filter((name) => !Object.hasOwn(SWITCHES, name))
if (unknown.length > 0) {
  console.error(`npm run domain does not know ${unknown.join(' ')}. It knows:`)
  for (const [name, words] of Object.entries(SWITCHES)) console.error(`  npm run domain -- ${name}  ${words}`)
  process.exit(2)
}
if (process.getuid?.() !== 0) {
  console.error('npm run domain needs root: Samba takes ports below 1024.')
  process.exit(1)
}

const { node } = await prepareMachine(root, switches.includes('--newer') ? ['domain', 'newer-domain'] : ['domain'], (line) => console.log(line))
const main = spawn(node, [path.join(root, 'scripts/domain/main.ts'), ...switches], { cwd: root, stdio: 'inherit' })
// Ctrl+C reaches the whole group: main winds down by itself, and we wait for it.
process.on('SIGINT', () => {})
process.on('SIGTERM', () => main.kill('SIGTERM'))
main.on('exit', (code) => process.exit(code ?? 1))
