import { type ChildProcess, spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { VERSION_HEADER } from '@gatehouse/contract'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { ranAgainst } from '../test/peers/journal.ts'
import { putEmptyDatabase } from '../test/world/empty-database.ts'
import { programEnvironment } from '../test/world/program-environment.ts'

let folder: string
const started: ChildProcess[] = []

const settings = (port: number) => `listen: { port: ${port} }
database: { folder: data }
keys: { codesFile: codes, auditFile: audit, registrationsFile: registrations }
policyFile: policy.yaml
company: { name: Example Corp, helpdesk: '4711' }
directory: { kind: demo }
mail: { host: 127.0.0.1, port: 1, from: gatehouse@corp.example }
`

beforeAll(async () => {
  ranAgainst(import.meta.url, `Node ${process.versions.node}`)
  folder = await mkdtemp(join(tmpdir(), 'gatehouse-main-'))
  for (const key of ['codes', 'audit', 'registrations']) {
    await write(key, randomBytes(32).toString('base64'))
    await chmod(join(folder, key), 0o600)
  }
  await write('policy.yaml', 'version: 1\nworkflows: [{ name: Everybody, gates: [email-code], needed: 1 }]\n')
  await putEmptyDatabase(join(folder, 'data'))
  await write('server.yaml', settings(0))
})
afterEach(() => {
  for (const child of started.splice(0)) child.kill('SIGKILL')
})
afterAll(() => rm(folder, { recursive: true }))

const write = (name: string, text: string) => writeFile(join(folder, name), text)

function run(...argv: string[]) {
  return runWith({}, ...argv)
}

function runWith(env: Record<string, string>, ...argv: string[]) {
  const child = spawn(process.execPath, [join(import.meta.dirname, 'main.ts'), ...argv], {
    cwd: folder, env: { ...programEnvironment(), ...env }, stdio: ['ignore', 'pipe', 'pipe'],
  })
  started.push(child)
  const said = { out: '', err: '' }
  child.stdout.setEncoding('utf8').on('data', (text: string) => { said.out += text })
  child.stderr.setEncoding('utf8').on('data', (text: string) => { said.err += text })
  const ended = once(child, 'close').then(([code]: unknown[]) => code)
  return { child, said, ended }
}

/** The address from the log. */
async function addressOf({ said, ended }: ReturnType<typeof run>): Promise<string> {
  const gone = ended.then(() => { throw new Error(`it ended: ${said.err}`) })
  const found = expect.poll(() => said.out, { timeout: 50_000, interval: 50 }).toContain('"started"')
  await Promise.race([found, gone])
  return /"address":"([^"]+)"/u.exec(said.out)?.[1] ?? ''
}

test.each(['SIGTERM', 'SIGINT'] as const)('started, it answers; at %s it ends with 0 and everything closed', async (signal) => {
  const server = run('--config', 'server.yaml')
  const address = await addressOf(server)
  expect((await fetch(`${address}/v1/about`, { headers: { [VERSION_HEADER]: '1' } })).status).toBe(200)
  server.child.kill(signal)
  expect(await server.ended).toBe(0)
  const lines = server.said.out.trim().split('\n')
  expect(lines.map((line) => JSON.parse(line) as unknown)).toEqual(expect.arrayContaining([expect.objectContaining({ message: 'stopped' })]))
  expect(server.said.err).toBe('')
})

test('every mistake of the settings and of the policy, then exit code 2', async () => {
  await write('wrong.yaml', settings(70_000).replace('policy.yaml', 'wrong-policy.yaml'))
  await write('wrong-policy.yaml', 'version: 1\nworkflows: [{ name: Everybody, gates: [emial-code], needed: 1 }]\n')
  const server = run('--config', 'wrong.yaml')
  expect(await server.ended).toBe(2)
  expect(server.said.err.split('\n')).toEqual([
    'wrong.yaml:1:17: listen.port is 70000; must be a port from 0 to 65535',
    `${join(folder, 'wrong-policy.yaml')}:2:40: workflows.0.gates.0 is "emial-code"; did you mean email-code? must be a gate that exists: email-code, sms-code, phone-call, questions`,
    '2 mistakes; nothing was started.',
    '',
  ])
})

test('check says that there are none and starts nothing; a switch that does not exist is named', async () => {
  const check = run('check', '--config', 'server.yaml')
  expect(await check.ended).toBe(0)
  expect(check.said.out).toBe(`server.yaml and ${join(folder, 'policy.yaml')} have no mistakes.\n`)
  const odd = run('--confg', 'server.yaml')
  expect(await odd.ended).toBe(2)
  expect(odd.said.err).toContain('there is no switch --confg')
})

test('a port that somebody else has is said in words, with exit code 1', async () => {
  const other = createServer().listen(0, '127.0.0.1')
  await once(other, 'listening')
  const address = other.address()
  const port = typeof address === 'object' ? address?.port : undefined
  await write('taken.yaml', settings(port ?? 0))
  const server = run('--config', 'taken.yaml')
  expect(await server.ended).toBe(1)
  expect(server.said.err).toBe(`The server does not start: something else listens on port ${port} of 127.0.0.1 (listen.port)\n`)
  other.close()
})

test.each(['ldapts', 'tls', 'http', 'x'])('[S-04] with NODE_DEBUG=%s, which prints what people type, it does not start', async (NODE_DEBUG) => {
  const server = runWith({ NODE_DEBUG }, 'check', '--config', 'server.yaml')
  expect(await server.ended).toBe(2)
  expect(server.said.err).toContain('NODE_DEBUG is set')
  expect(server.said.out).toBe('')
})
