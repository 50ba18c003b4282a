// `npm run msi`: sets up what is missing, then makes out/msi/Gatehouse-<version>-x64.msi. Its arguments are those of msi.ts.
import { spawn } from 'node:child_process'
import path from 'node:path'
import { prepareMachine } from './setup/machine.mjs'

const root = path.join(import.meta.dirname, '..')
const { node, system } = await prepareMachine(root, ['windows'], (line) => console.log(line))
if (system.missing.length > 0) {
  console.error(`These Debian packages are missing and only root can install them:\n  ${system.line}`)
  process.exit(1)
}

// From where it was typed: a path given by hand is meant from there.
const env = { ...process.env }
spawn(node, [path.join(root, 'scripts/msi.ts'), ...process.argv.slice(2)], { cwd: env.INIT_CWD ?? process.cwd(), stdio: 'inherit', env }).on('exit', (code) => process.exit(code ?? 1))
