import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest'
import { createLog } from '../../groundwork/log/log.ts'
import { readFile } from '../../groundwork/settings/read-file.ts'
import { ranAgainst } from '../../test/peers/journal.ts'
import { withPeer } from '../../test/peers/needs.ts'
import { keyed } from '../../test/peers/sipp/recording.ts'
import { acknowledged, answered, answers, asksForProof, hungUpByUs, invited, judgesProof, pickedUp, plays, ringing, type Step, trying, waits } from '../../test/peers/sipp/scenario.ts'
import { sippMissing, sippVersion, startSipp } from '../../test/peers/sipp/sipp.ts'
import { loadConfig } from '../config/load.ts'
import { startVoice, type Voice } from '../voice.ts'
import { espeakMissing, espeakVersion } from './espeak.scenario.ts'

const key = Buffer.alloc(32, 7).toString('base64')
const call = { id: 'call-1', to: '+491713920011', language: 'de', company: 'Example Corp', keysWanted: 'digits', ringSeconds: 10 }

withPeer('The voice process and a telephone system', sippMissing() ?? espeakMissing(), () => {
  const folder = mkdtempSync(join(tmpdir(), 'gatehouse-voice-'))
  const lines: string[] = []
  const open: Voice[] = []
  beforeAll(() => {
    ranAgainst(import.meta.url, `sipp ${sippVersion}`)
    ranAgainst(import.meta.url, `eSpeak NG ${espeakVersion}`)
    writeFileSync(join(folder, 'server'), key, { mode: 0o600 })
    writeFileSync(join(folder, 'pbx'), 'p4ssw0rd\n', { mode: 0o600 })
  })
  afterEach(async () => {
    for (const one of open.splice(0)) await one.close()
    expect(lines.join('\n')).not.toMatch(/1713920011|"42"|p4ssw0rd|Example Corp/u)
  })
  afterAll(() => rmSync(folder, { recursive: true, force: true }))

  /** The process, as its settings have it, and what the server does with it. */
  async function process(port: number) {
    const file = join(folder, 'voice.yaml')
    writeFileSync(file, `listen: { host: 127.0.0.1, port: 0 }\nserverKeyFile: server\nproviders:\n  - { kind: pbx, host: 127.0.0.1, port: ${port}, transport: udp, from: '2100', user: gatehouse, passwordFile: pbx }\n`)
    const loaded = await loadConfig(file, readFile)
    if (!loaded.ok) throw new Error(JSON.stringify(loaded.mistakes))
    const voice = await startVoice(loaded.config, createLog('debug', (line) => void lines.push(line)))
    open.push(voice)
    return async (method: string, path: string, body?: unknown) => {
      const response = await fetch(`${voice.url}/v1${path}`, { method, headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' }, ...(body !== undefined && { body: JSON.stringify(body) }) })
      return await response.json() as { heard: { n: number; what: string; keys?: string }[] } & Record<string, unknown>
    }
  }

  async function through(steps: readonly Step[]) {
    const system = await startSipp(steps, { pcaps: { 'keys.pcap': keyed('42#', { pause: 120 }) } })
    try {
      const ask = await process(system.port)
      expect(await ask('POST', '/calls', call)).toMatchObject({ fate: 'taken' })
      const all: string[] = []
      let after = 0
      while (!all.includes('hung-up')) {
        const { heard } = await ask('GET', `/calls/call-1/heard?after=${after}`)
        for (const { n, what, keys } of heard) {
          after = n
          all.push(keys === undefined ? what : `${what} ${keys}`)
          if (keys !== undefined) await ask('POST', '/calls/call-1/verdict', { n, verdict: 'right' })
        }
      }
      await system.content()
      return all
    } finally {
      await system.stop()
    }
  }

  it('[F-08] a call from the server\'s wish to the keys, the verdict and its end', async () => {
    expect(await through([...pickedUp, waits(200), plays('keys.pcap'), ...hungUpByUs])).toEqual(['ringing', 'answered', 'keys 42', 'hung-up'])
  })

  it('a telephone system that asks who calls is told', async () => {
    const proved = [trying, ringing, answered, acknowledged, plays('keys.pcap'), ...hungUpByUs]
    expect(await through([invited(), asksForProof('realm="pbx", nonce="4736"'), acknowledged, ...judgesProof('gatehouse', 'p4ssw0rd', 'INVITE', [answers('403 Forbidden'), acknowledged], proved)])).toContain('keys 42')
  })

  it('whether a call could be made is told', async () => {
    const ask = await process(9)
    expect(await ask('GET', '/check')).toMatchObject({ ok: false, why: expect.stringContaining('pbx: ') as unknown })
  })
})
