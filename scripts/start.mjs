// `npm start`: sets up what is missing under whatever Node there is, then goes on under the wanted one.
import { spawn } from 'node:child_process'
import path from 'node:path'
import { prepareMachine } from './setup/machine.mjs'

const SWITCHES = {
  '--kiosk': 'full screen, as at the sign-in screen; without it a window',
  '--tour': 'drives the client through both ways back in, a picture of every screen in out/tour/',
  '--domain': 'against a Samba domain that is started for it (needs root); without it a small demo directory',
}

const root = path.join(import.meta.dirname, '..')
const switches = process.argv.slice(2)
const unknown = switches.filter((name) => !Object.hasOwn(SWITCHES, name))
if (unknown.length > 0) {
  console.error(`npm start does not know ${unknown.join(' ')}. It knows:`)
  for (const [name, words] of Object.entries(SWITCHES)) console.error(`  npm start -- ${name.padEnd(9)} ${words}`)
  process.exit(2)
}

if (switches.includes('--domain') && process.getuid?.() !== 0) {
  console.error('npm start -- --domain needs root: Samba takes ports below 1024.')
  process.exit(1)
}

const { node, system } = await prepareMachine(root, switches.includes('--domain') ? ['client', 'domain'] : ['client'], (line) => console.log(line))
if (system.missing.length > 0) {
  console.error(`These Debian packages are missing and only root can install them:\n  ${system.line}`)
  process.exit(1)
}

const main = spawn(node, [path.join(root, 'scripts/start/main.ts'), ...switches], { cwd: root, stdio: 'inherit' })
// Ctrl+C reaches the whole group: main winds down by itself, and we wait for it.
process.on('SIGINT', () => {})
process.on('SIGTERM', () => main.kill('SIGTERM'))
main.on('exit', (code) => process.exit(code ?? 1))
