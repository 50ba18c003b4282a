import { type SpawnSyncReturns, spawnSync } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { once } from 'node:events'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { ranAgainst } from '../test/peers/journal.ts'
import { programEnvironment } from '../test/world/program-environment.ts'

let folder: string
const settings = (listen: string) => `listen: ${listen}
serverKeyFile: server
webhooks: { url: 'https://voice.corp.example', port: 0 }
providers: [{ kind: twilio, account: AC01, authTokenFile: token, from: '+4930123456' }]
`
beforeAll(() => {
  ranAgainst(import.meta.url, `Node ${process.versions.node}`)
  folder = mkdtempSync(join(tmpdir(), 'gatehouse-voice-main-'))
  for (const name of ['server', 'token']) writeFileSync(join(folder, name), randomBytes(32).toString('base64'), { mode: 0o600 })
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

function run(argv: readonly string[], env: Record<string, string> = {}): SpawnSyncReturns<string> {
  return spawnSync(process.execPath, [join(import.meta.dirname, 'main.ts'), ...argv], { cwd: folder, env: { ...programEnvironment(), ...env }, encoding: 'utf8', timeout: 30_000 })
}
function withSettings(text: string): string {
  writeFileSync(join(folder, 'voice.yaml'), text)
  return 'voice.yaml'
}

test('check says that there are no mistakes, or every one, and starts nothing', () => {
  expect(run(['check', '--config', withSettings(settings('{ socket: s.sock }'))])).toMatchObject({ status: 0, stdout: 'voice.yaml has no mistakes.\n', stderr: '' })
  expect(run(['check', '--config', withSettings(settings('{ port: 70000 }'))])).toMatchObject({
    status: 2, stdout: '', stderr: 'voice.yaml:1:17: listen.port is 70000; must be a port from 0 to 65535\n1 mistake; nothing was started.\n',
  })
})

test.each([[[], '--config must name the settings file'], [['call', '--config', 'x'], 'there is no command "call"'], [['--confg', 'x'], "Unknown option '--confg'"]])('%j: %s', (argv, said) => {
  const { status, stderr } = run(argv)
  expect(status).toBe(2)
  expect(stderr).toContain(said)
  expect(stderr).toContain('Usage: gatehouse-voice [check] --config FILE')
})

test('a port that somebody else has, and a socket without its folder, are said in words', async () => {
  const other = createServer().listen(0, '127.0.0.1')
  await once(other, 'listening')
  const address = other.address()
  const port = typeof address === 'object' ? address?.port ?? 0 : 0
  expect(run(['--config', withSettings(settings(`{ port: ${port} }`))])).toMatchObject({ status: 1, stderr: `The voice process does not start: something else listens on port ${port}\n` })
  other.close()
  expect(run(['--config', withSettings(settings('{ socket: nowhere/s.sock }'))])).toMatchObject({ status: 1, stderr: 'The voice process does not start: the socket cannot be made: its folder is not there, or not ours to write to\n' })
})

test('[S-04] with NODE_DEBUG, which prints what goes over its connections, it does not start', () => {
  const { status, stderr } = run(['check', '--config', withSettings(settings('{ socket: s.sock }'))], { NODE_DEBUG: 'http' })
  expect(status).toBe(2)
  expect(stderr).toContain('NODE_DEBUG is set')
})
