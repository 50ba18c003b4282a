// `npm run gallery`: sets up what is missing, then takes the pictures for docs/gallery that are missing; with `-- --all` all of them anew.
import { spawn } from 'node:child_process'
import path from 'node:path'
import { prepareMachine } from './setup/machine.mjs'

const root = path.join(import.meta.dirname, '..')
const { node, system } = await prepareMachine(root, ['client'], (line) => console.log(line))
if (system.missing.length > 0) {
  console.error(`These Debian packages are missing and only root can install them:\n  ${system.line}`)
  process.exit(1)
}

const command = ['node_modules/@playwright/test/cli.js', 'test', '--config=test/gallery/page/playwright.config.ts']
const env = { ...process.env, ...(process.argv.includes('--all') && { GALLERY_ALL: 'yes' }) }
spawn(node, command, { cwd: root, stdio: 'inherit', env }).on('exit', (code) => process.exit(code ?? 1))
