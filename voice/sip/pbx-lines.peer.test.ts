import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { connect } from 'node:net'
import { networkInterfaces, tmpdir } from 'node:os'
import { join } from 'node:path'
import { once } from 'node:events'
import { createSecureContext, createServer } from 'node:tls'
import { Secret } from '@gatehouse/contract'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { withPeer } from '../../test/peers/needs.ts'
import { CAPTURED_PORT, capture, keyed } from '../../test/peers/sipp/recording.ts'
import { acknowledged, answered, answers, asksForProof, confirms, hungUpByUs, invited, judgesProof, pickedUp, plays, receives, ringing, sound, type Step, trying, waits } from '../../test/peers/sipp/scenario.ts'
import { sippMissing } from '../../test/peers/sipp/sipp.ts'
import { tsharkMissing } from '../../test/peers/smpp/tshark.ts'
import { type Certificates, makeCertificates, opensslMissing } from '../../test/peers/smtp/certificates.ts'
import { ear, scene } from './calling.scenario.ts'
import type { Endpoint } from './open-wire.ts'
import { packet } from './rtp.ts'

const account = { user: 'gatehouse', password: new Secret('p4ssw0rd'), realm: undefined }
const challenge = 'realm="pbx", nonce="47364c23432d2e131a5fb210812c", algorithm=MD5'

withPeer('Lines to a telephone system', sippMissing() ?? tsharkMissing() ?? opensslMissing(), () => {
  const its = scene(import.meta.url)
  const folder = mkdtempSync(join(tmpdir(), 'gatehouse-sip-'))
  let certificates: Certificates
  beforeAll(async () => { certificates = await makeCertificates(folder) })
  afterAll(() => rmSync(folder, { recursive: true, force: true }))

  describe('a telephone system that asks who we are', () => {
    const asking = (how: string): readonly Step[] => [invited(), asksForProof(how), acknowledged]

    it.each([['of today', `${challenge}, qop="auth"`], ['of the years before', challenge]])('%s gets the proof, and is content', async (_, how) => {
      const system = await its.pbx([...asking(how), ...judgesProof('gatehouse', 'p4ssw0rd', 'INVITE', [answers('403 Forbidden'), acknowledged], [answered, acknowledged, ...hungUpByUs])])
      const { until, line } = its.call(system.port, { settings: { account } })
      await until('answered')
      ;(await line()).hangUp()
      await system.content()
    })

    it('gets a wrong one, and refuses it: nobody is called', async () => {
      const system = await its.pbx([...asking(challenge), ...judgesProof('gatehouse', 'another', 'INVITE', [answers('403 Forbidden'), acknowledged], [answered])])
      expect(await its.call(system.port, { settings: { account } }).placed).toEqual({ fate: 'not-now', why: 'SIP 403' })
      await system.content()
    })

    it.each([['without a sign-in of ours', undefined], ['for another realm than ours', { ...account, realm: 'elsewhere' }]])('%s gets nothing', async (_, mine) => {
      const system = await its.pbx(asking(challenge))
      expect(await its.call(system.port, { settings: { account: mine } }).placed).toEqual({ fate: 'not-now', why: 'SIP 401' })
      await system.content()
    })
  })

  describe('a line that is', () => {
    const steps = [...pickedUp, waits(100), plays('keys.pcap'), ...hungUpByUs]
    const pcaps = { 'keys.pcap': keyed('42#', { pause: 120 }) }

    async function through(port: number, endpoint: Endpoint): Promise<void> {
      const { until, line } = its.call(port, { settings: { endpoint } })
      await until('keys 42')
      ;(await line()).say('right')
      await until('hung-up')
    }

    it('a stream carries a call as well', async () => {
      const system = await its.pbx(steps, { transport: 'tcp', pcaps })
      await through(system.port, { host: '127.0.0.1', port: system.port, transport: 'tcp' })
      await system.content()
    })

    it.runIf(Object.values(networkInterfaces()).flat().some((one) => one?.address === '::1'))('one of IPv6 does', async () => {
      const system = await its.pbx(steps, { address: '::1', pcaps })
      await through(system.port, { host: '::1', port: system.port, transport: 'udp' })
      await system.content()
    })

    it('an encrypted stream does, with a certificate that is right', async () => {
      const system = await its.pbx(steps, { transport: 'tcp', pcaps })
      const front = await inFrontOf(system.port, certificates.right)
      await through(front.port, { host: '127.0.0.1', port: front.port, transport: 'tls', secureContext: createSecureContext({ ca: readFileSync(certificates.caFile) }) })
      await system.content()
      front.close()
    })

    it.each(['otherName', 'otherAuthority'] as const)('one with a certificate that is not does not: %s', async (which) => {
      const front = await inFrontOf(9, certificates[which])
      const endpoint: Endpoint = { host: '127.0.0.1', port: front.port, transport: 'tls', secureContext: createSecureContext({ ca: readFileSync(certificates.caFile) }) }
      expect(await its.call(front.port, { settings: { endpoint } }).placed).toMatchObject({ fate: 'not-now' })
      front.close()
    })
  })

  it('what we say is heard as RTP, whole, once every 20 ms; a key stops it, and silence follows', async () => {
    const their = await ear()
    const system = await its.pbx([invited(), trying, ringing, answers('200 OK', { body: sound({ port: their.port, codec: 0 }), again: 200 }), acknowledged, ...hungUpByUs])
    const { until, line } = its.call(system.port, { speech: () => Promise.resolve(new Int16Array(40_000).fill(5000)) })
    await until('answered')
    const loud = () => their.packets.filter(({ payload }) => payload[0] !== 0xff).length
    await expect.poll(loud, { interval: 20 }).toBeGreaterThan(10)
    for (const octets of [packet({ type: 101, marker: true, sequence: 1, timestamp: 9, source: 9, payload: Buffer.from([4, 10, 0, 160]) })]) their.say(octets)
    await expect.poll(() => their.packets.slice(-10).every(({ payload }) => payload.every((octet) => octet === 0xff)), { interval: 20 }).toBe(true)
    expect(loud()).toBeLessThan(250)
    ;(await line()).hangUp()
    await system.content()
    their.close()
    const heard = dissect(their.heard)
    expect(heard.length).toBe(their.heard.length)
    expect(new Set(heard.map(([version, type, , , source, length]) => [version, type, source, length].join()))).toHaveLength(1)
    expect(heard[0]?.slice(0, 2)).toEqual(['2', '0'])
    const steps = heard.slice(1).map(([, , sequence, timestamp], index) => [(Number(sequence) - Number(heard[index]?.[2])) & 0xffff, (Number(timestamp) - Number(heard[index]?.[3])) >>> 0].join())
    expect(new Set(steps)).toEqual(new Set(['1,160']))
  })

  describe('whether it is there', () => {
    it('is asked, and answered', async () => {
      const system = await its.pbx([receives('OPTIONS'), confirms()])
      await its.provider(system.port).check()
      await system.content()
    })

    it('is asked with proof, where it wants one; and a wrong one is told', async () => {
      const asks = [receives('OPTIONS'), asksForProof(challenge)]
      const judges = (password: string) => judgesProof('gatehouse', password, 'OPTIONS', [asksForProof(challenge)], [confirms()])
      for (const password of ['p4ssw0rd', 'another']) {
        const system = await its.pbx([...asks, ...judges(password)])
        const checked = its.provider(system.port, { settings: { account } }).check()
        await (password === 'another' ? expect(checked).rejects.toThrow('the sign-in was refused') : checked)
        await system.content()
      }
    })

    it('is told when nobody answers, or nobody is there', async () => {
      const silent = await ear()
      await expect(its.provider(silent.port, { limits: { firstAnswer: 200 } }).check()).rejects.toThrow('no answer to OPTIONS')
      silent.close()
      await expect(its.provider(silent.port).check()).rejects.toThrow('ECONNREFUSED')
    })
  })
})

/** TLS in front of a sipp that has none. */
async function inFrontOf(port: number, { cert, key }: Certificates['right']): Promise<{ port: number; close: () => void }> {
  const server = createServer({ cert, key }, (near) => {
    const far = connect(port, '127.0.0.1')
    near.pipe(far).pipe(near)
    for (const [one, other] of [[near, far], [far, near]] as const) one.on('error', () => undefined).on('close', () => other.destroy())
  })
  server.on('tlsClientError', () => undefined)
  await once(server.listen(0, '127.0.0.1'), 'listening')
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('a TLS server has a port')
  return { port: address.port, close: () => void server.close() }
}

/** What Wireshark's dissector of RTP finds in each packet. */
function dissect(heard: readonly { at: number; octets: Buffer }[]): string[][] {
  const folder = mkdtempSync(join(tmpdir(), 'gatehouse-rtp-'))
  const file = join(folder, 'heard.pcap')
  writeFileSync(file, capture(heard))
  const fields = ['version', 'p_type', 'seq', 'timestamp', 'ssrc'].map((name) => `rtp.${name}`)
  const { stdout } = spawnSync('tshark', ['-n', '-r', file, '-d', `udp.port==${CAPTURED_PORT},rtp`, '-T', 'fields', ...[...fields, 'udp.length'].flatMap((field) => ['-e', field])], { encoding: 'utf8' })
  rmSync(folder, { recursive: true })
  return stdout.split('\n').slice(0, -1).map((line) => line.split('\t'))
}
