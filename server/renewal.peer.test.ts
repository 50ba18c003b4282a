import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { Agent, get } from 'node:https'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { TLSSocket } from 'node:tls'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { ranAgainst } from '../test/peers/journal.ts'
import { writeServerFiles } from '../test/world/server-files.ts'
import { type ServerProcess, startServerProcess } from '../test/world/server-process.ts'

let folder: string
let server: ServerProcess
beforeAll(async () => {
  ranAgainst(import.meta.url, `Node ${process.versions.node}`)
  folder = mkdtempSync(join(tmpdir(), 'gatehouse-renewal-'))
  newCertificate()
  const file = writeServerFiles({ folder, tls: { certificateFile: 'certificate', keyFile: 'key' }, mail: { host: '127.0.0.1', port: 1 } })
  server = await startServerProcess({ file, folder })
})
afterAll(async () => {
  await server.end('SIGTERM')
  rmSync(folder, { recursive: true })
})

function newCertificate(...kind: string[]): void {
  const key = kind.length > 0 ? kind : ['ec', '-pkeyopt', 'ec_paramgen_curve:P-256']
  const to = ['-keyout', join(folder, 'key'), '-out', join(folder, 'certificate')]
  execFileSync('openssl', ['req', '-x509', '-newkey', ...key, '-nodes', '-subj', '/CN=localhost', ...to], { stdio: 'ignore' })
}

/** Which certificate a request meets, and whether it came over a connection that stood already. */
const met = (agent: Agent) => new Promise<{ certificate: string; again: boolean }>((resolve, reject) => {
  const request = get(`${server.url}/v1/health/live`, { agent, rejectUnauthorized: false }, (answer) => {
    const { socket } = answer
    const certificate = socket instanceof TLSSocket ? socket.getPeerCertificate().fingerprint256 : ''
    answer.resume().on('end', () => { resolve({ certificate, again: request.reusedSocket }) })
  }).on('error', reject)
})

const hangUp = async (words: string) => {
  process.kill(server.pid(), 'SIGHUP')
  await expect.poll(() => server.output().toString(), { timeout: 10_000 }).toContain(words)
}

test('what listens over TLS says so', () => {
  expect(server.output().toString()).toMatch(/listening at https:/u)
  expect(server.output().toString()).not.toContain('http:')
})

test('SIGHUP brings a new certificate to who connects; who is connected stays so; with a mistake nothing changes', async () => {
  const [staying, coming] = [new Agent({ keepAlive: true, maxSockets: 1 }), new Agent()]
  const first = await met(staying)
  newCertificate()
  await hangUp('certificates renewed')
  expect(await met(staying)).toEqual({ certificate: first.certificate, again: true })
  const second = await met(coming)
  expect(second.certificate).not.toBe(first.certificate)
  writeFileSync(join(folder, 'key'), 'no key')
  await hangUp('not renewed')
  expect(await met(new Agent())).toEqual(second)
  // Read without a mistake, and yet OpenSSL does not speak with it.
  newCertificate('rsa:1024')
  await hangUp('does not take')
  expect(await met(new Agent())).toEqual(second)
  staying.destroy()
})
