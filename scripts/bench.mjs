// `npm run bench -- client server`: sets up what is missing, then measures; prints a table and writes out/bench.json.
import { spawn } from 'node:child_process'
import path from 'node:path'
import { prepareMachine } from './setup/machine.mjs'

const root = path.join(import.meta.dirname, '..')
const names = process.argv.slice(2)
/** @type {import('./setup/system.mjs').Group[]} */
const groups = names.flatMap((name) => name === 'client' ? ['client'] : ['domain', 'database'])
const { node, system } = await prepareMachine(root, groups, (line) => console.log(line))
if (system.missing.length > 0) {
  console.error(`These Debian packages are missing and only root can install them:\n  ${system.line}`)
  process.exit(1)
}

const main = spawn(node, [path.join(root, 'test/bench/main.ts'), ...names], { cwd: root, stdio: 'inherit' })
// Ctrl+C reaches the whole group: main winds down by itself, and we wait for it.
process.on('SIGINT', () => {})
process.on('SIGTERM', () => main.kill('SIGTERM'))
main.on('exit', (code) => process.exit(code ?? 1))
