import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { Agent, get } from 'node:https'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { TLSSocket } from 'node:tls'
import { CONTRACT_VERSION, operations, VERSION_HEADER } from '@gatehouse/contract'
import * as v from 'valibot'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { ranAgainst } from '../test/peers/journal.ts'
import { pngOf } from '../test/world/pictures.ts'
import { writeServerFiles } from '../test/world/server-files.ts'
import { type ServerProcess, startServerProcess } from '../test/world/server-process.ts'
import { putEmptyDatabase } from '../test/world/empty-database.ts'

let folder: string
let server: ServerProcess
beforeAll(async () => {
  ranAgainst(import.meta.url, `Node ${process.versions.node}`)
  folder = mkdtempSync(join(tmpdir(), 'gatehouse-renewal-'))
  newCertificate()
  const file = writeServerFiles({ folder, internal: 0, tls: { certificateFile: 'certificate', keyFile: 'key' }, mail: { host: '127.0.0.1', port: 1 } })
  await putEmptyDatabase(join(folder, 'data'))
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
  const from = server.output().length
  process.kill(server.pid(), 'SIGHUP')
  await says(words, from)
}
/** @param from the length of what it had said before */
const says = (words: string, from: number) => expect.poll(() => server.output().subarray(from).toString()).toContain(words)

/** What the internal listener tells of the policy. */
const policyState = async () => {
  const [, internal = ''] = /"internal":"([^"]+)"/u.exec(server.output().toString()) ?? []
  const details: unknown = await (await fetch(`${internal}/v1/health/details`)).json()
  const metrics = await (await fetch(`${internal}/metrics`)).text()
  return { details, metrics }
}

/** What a client is told of the company's look, and the look. */
async function look(): Promise<unknown[]> {
  const ask = (name: 'about' | 'branding') => new Promise<unknown>((resolve, reject) => {
    get(`${server.url}${operations[name].path}`, { headers: { [VERSION_HEADER]: String(CONTRACT_VERSION) }, rejectUnauthorized: false }, (answer) => {
      const parts: Buffer[] = []
      answer.on('data', (part: Buffer) => parts.push(part)).on('end', () => { resolve(JSON.parse(Buffer.concat(parts).toString())) })
    }).on('error', reject)
  })
  return [v.parse(operations.about.out, await ask('about')).branding, await ask('branding')]
}

test('what listens over TLS says so', () => {
  expect(server.output().toString()).toMatch(/listening at https:/u)
  expect(server.output().toString()).not.toContain(server.url.replace('https:', 'http:'))
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

test('[F-15] a policy that changes holds by itself, and so do its list and its look; one that is wrong is refused for all to see, and keeps no certificate from being renewed', async () => {
  const file = join(folder, 'policy.yaml')
  const right = readFileSync(file, 'utf8')
  const from = server.output().length
  newCertificate()
  writeFileSync(join(folder, 'words.txt'), 'Lighthouse\n')
  writeFileSync(join(folder, 'logo.png'), pngOf(40, 20))
  const more = 'branding: { accent: "#4cc2ff", logo: logo.png }\npassword: { words: words.txt }\n'
  expect(await look()).toEqual([undefined, {}])
  writeFileSync(file, `${right}${more}`)
  // By itself, within two looks of two seconds each.
  await says('policy loaded', from)
  await says('"list":"words"', from)
  const worn = await look()
  expect(worn).toEqual([expect.stringMatching(/^[0-9a-f]{64}$/u), { accent: '#4cc2ff', logo: pngOf(40, 20).toString('base64') }])
  await expect.poll(async () => (await policyState()).metrics).toMatch(/^gatehouse_policy_refused\{part="policy"\} 0$/mu)

  writeFileSync(file, `${right}${more}emailCode: { digits: 5 }\n`)
  writeFileSync(join(folder, 'words.txt'), 'ab\n')
  writeFileSync(join(folder, 'logo.png'), '<svg xmlns="http://www.w3.org/2000/svg"/>')
  const before = await met(new Agent())
  await hangUp('certificates renewed')
  expect((await met(new Agent())).certificate).not.toBe(before.certificate)
  await says('list refused', from)
  await says('picture refused: the look stays as it was', from)
  expect(await look()).toEqual(worn)
  expect(server.output().toString()).toMatch(/policy\.yaml:\d+:22: emailCode\.digits is 5; must be at least 6/u)
  const { metrics } = await policyState()
  for (const part of ['policy', 'words', 'branding']) expect(metrics).toContain(`\ngatehouse_policy_refused{part="${part}"} 1\n`)
  // What it told of itself before is told for two seconds.
  await expect.poll(async () => (await policyState()).details).toMatchObject({ policy: { fingerprint: expect.any(String) as string, refused: ['policy', 'words', 'branding'] } })

  rmSync(file)
  newCertificate()
  const then = await met(new Agent())
  await hangUp('certificates renewed')
  expect((await met(new Agent())).certificate).not.toBe(then.certificate)
  await says('policy.yaml: is not there; must be a policy file', from)
})
