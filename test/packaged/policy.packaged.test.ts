import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import en from '../../src-renderer/languages/en.json' with { type: 'json' }
import { rightCertificate, type CertificateMaker } from '../peers/hostile/certificates.ts'
import { type ForwardProxy, startForwardProxy } from '../peers/hostile/proxy.ts'
import { rightAnswer } from '../peers/hostile/right-answer.ts'
import { type Hostile, startHostile } from '../peers/hostile/server.ts'
import { ranAgainst } from '../peers/journal.ts'
import { withPeer } from '../peers/needs.ts'
import { standInLauncher, type StandInLauncher } from '../world/launcher.ts'
import { type PackagedClient, startPackagedClient } from './client.ts'
import { packagedPeer, whyNot } from './package-once.ts'

/** A name that this machine does not know: whoever reaches it has a proxy that does. */
const name = 'elsewhere.example'

withPeer('[F-29 F-30 S-03] the packaged client, as Group Policy and the installation set it', whyNot(), () => {
  let folder: string
  let certificates: CertificateMaker
  let server: Hostile
  let launcher: StandInLauncher
  let client: PackagedClient
  let proxies: ForwardProxy[]

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'gatehouse-policy-'))
    certificates = await rightCertificate(folder)
    server = await startHostile(await certificates.shown('right'))
    proxies = [await startForwardProxy(), await startForwardProxy()]
    ranAgainst(import.meta.filename, await packagedPeer())
  })
  afterAll(async () => {
    await Promise.all([server.stop(), ...proxies.map((proxy) => proxy.stop())])
    rmSync(folder, { recursive: true })
  })
  afterEach(async () => {
    await client.remove()
    launcher.hangUp()
    expect(launcher.faults()).toEqual([])
  })

  async function start(policy: object, machine: object): Promise<void> {
    server.behave(rightAnswer())
    for (const proxy of proxies) proxy.behave('carries')
    launcher = standInLauncher(folder)
    launcher.say({ version: 1, policy, machine, languages: ['en'] })
    client = await startPackagedClient({ settings: undefined, caFile: certificates.at('authority.pem'), args: ['--kiosk'], pipes: launcher.pipes })
    launcher.handedOn()
    await launcher.untilSaid('ready')
  }
  const at = (proxy: ForwardProxy | undefined) => `127.0.0.1:${proxy?.port ?? 0}`

  test("[F-29 F-30] the policy's proxy carries to the server, and the installation's is left alone", async () => {
    const [ofPolicy, ofMachine] = proxies
    await start({ ProxyMode: 'fixed', ProxyServer: at(ofPolicy) }, { Server: `https://${name}:${server.port}`, ProxyMode: 'fixed', ProxyServer: at(ofMachine) })
    await client.untilScreen(en['identify.title'])
    await expect.poll(() => server.heard().map(({ head }) => head.split(' ', 2).join(' '))).toContain('GET /v1/about')
    expect(proxies.map((proxy) => [...new Set(proxy.asked())])).toEqual([[`CONNECT ${name}:${server.port}`], []])
  })

  test("[S-03 S-05 F-30] a policy's proxy that is wrong leaves the machine not set up: neither the installation's nor none stands in, and the launcher hears which value", async () => {
    const [, ofMachine] = proxies
    await start({ ProxyServer: 'proxy.corp.example' }, { Server: `https://${name}:${server.port}`, ProxyMode: 'fixed', ProxyServer: at(ofMachine) })
    await client.untilScreen(en['problem.not-set-up.title'])
    const told = launcher.said().flatMap((said) => (said.said === 'event' ? [said.text] : []))
    expect(told.join('\n')).toContain(String.raw`setting-wrong where="HKLM\\SOFTWARE\\Policies\\Gatehouse\\ProxyServer"`)
    expect([proxies.map((proxy) => proxy.asked()), server.heard()]).toEqual([[[], []], []])
  })
})
