import { readFileSync } from 'node:fs'
import { createSecureContext } from 'node:tls'
import { Secret } from '@gatehouse/contract'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { type Baresip, baresipMissing, baresipVersion, startBaresip } from '../../test/peers/baresip/baresip.ts'
import { type Kamailio, kamailioMissing, kamailioVersion, startKamailio } from '../../test/peers/kamailio/kamailio.ts'
import { withPeer } from '../../test/peers/needs.ts'
import { opensslMissing } from '../../test/peers/smtp/certificates.ts'
import { scene } from './calling.scenario.ts'
import { soundIn } from './wav.ts'

const account = { user: 'gatehouse', password: new Secret('p4ssw0rd'), realm: 'pbx' }
const tone = (seconds: number) => Int16Array.from({ length: seconds * 8000 }, (_, at) => 12_000 * Math.sin(2 * Math.PI * 1000 * at / 8000))

/** How much of a sound is a tone of 1000 Hz: the correlation with one, from 0 to 1. */
function toneIn(samples: Int16Array): number {
  const energy = samples.reduce((sum, one) => sum + one ** 2, 0)
  const part = (of: (angle: number) => number) => samples.reduce((sum, one, at) => sum + one * of(2 * Math.PI * 1000 * at / 8000), 0)
  return (part(Math.sin) ** 2 + part(Math.cos) ** 2) / (energy * samples.length / 2)
}

/** What it heard first, as its own program decoded it, is our tone. */
async function expectTone(phone: Baresip, samples: number): Promise<void> {
  // It writes how long it is once it is over.
  const recorded = () => phone.heard().map((wav) => soundIn(wav)?.samples ?? new Int16Array()).at(0) ?? new Int16Array()
  await expect.poll(() => recorded().length).toBeGreaterThan(samples)
  const begin = recorded().findIndex((sample) => Math.abs(sample) > 5000)
  expect(begin).toBeGreaterThanOrEqual(0)
  expect(toneIn(recorded().subarray(begin, begin + samples))).toBeGreaterThan(0.98)
}

withPeer('Calls through a SIP server to a telephone', kamailioMissing() ?? baresipMissing() ?? opensslMissing(), () => {
  const { call, provider } = scene(import.meta.url, [`Kamailio ${kamailioVersion}`, `baresip ${baresipVersion}`])
  let phone: Baresip
  let server: Kamailio
  beforeAll(async () => {
    phone = await startBaresip()
    server = await startKamailio(phone.port)
  })
  afterAll(async () => {
    await server.stop()
    await phone.stop()
  })
  const overTls = () => ({ endpoint: { host: '127.0.0.1', port: server.tls, transport: 'tls' as const, secureContext: createSecureContext({ ca: readFileSync(server.caFile) }) } })

  it('[F-08] proof by SHA-256, a way over others, keys, and every word that we say is heard', async () => {
    const { until, line, news } = call(server.udp, { settings: { account }, speech: () => Promise.resolve(tone(1)) })
    await until('answered')
    await expect.poll(() => phone.heard().reduce((octets, wav) => octets + wav.length, 0), { interval: 50 }).toBeGreaterThan(2 * 1.3 * 8000)
    await phone.press('42#')
    await until('keys 42')
    ;(await line()).say('right')
    await until('hung-up')
    expect(news).toEqual(['ringing', 'answered', 'keys 42', 'hung-up'])
    await expectTone(phone, 4000)
  })

  it('over TLS, and the telephone hangs up: its word comes back over our connection', async () => {
    const { until, news } = call(server.tls, { settings: { account, ...overTls() } })
    await until('answered')
    await phone.press('9')
    await until('keys 9')
    await phone.hangUp()
    await until('hung-up')
    expect(news).toEqual(['ringing', 'answered', 'keys 9', 'hung-up'])
  })

  it('encrypted sound: heard and understood, word for word; and where only one of both encrypts there is no call', async () => {
    const secret = await startBaresip({ encrypts: true })
    const other = await startKamailio(secret.port)
    const { endpoint } = overTls()
    const settings = { account, endpoint: { ...endpoint, port: other.tls, secureContext: createSecureContext({ ca: readFileSync(other.caFile) }) } }
    try {
      const { until, line, news } = call(other.tls, { settings: { ...settings, encrypted: true }, speech: () => Promise.resolve(tone(1)) })
      await until('answered')
      await secret.press('42#')
      await until('keys 42')
      ;(await line()).say('right')
      await until('hung-up')
      expect(news).toEqual(['ringing', 'answered', 'keys 42', 'hung-up'])
      await expectTone(secret, 500)
      expect(await call(other.tls, { settings }).placed).toEqual({ fate: 'not-now', why: 'SIP 488' })
    } finally {
      await other.stop()
      await secret.stop()
    }
  })

  it('a wrong password, a wrong name: nobody is called', async () => {
    for (const [wrong, why] of [[{ ...account, password: new Secret('another') }, 'SIP 407'], [{ ...account, user: 'somebody' }, 'SIP 403']] as const) {
      expect(await call(server.udp, { settings: { account: wrong } }).placed).toEqual({ fate: 'not-now', why })
    }
  })

  it('whether it is there and knows us', async () => {
    await provider(server.udp, { settings: { account } }).check()
    await provider(server.tls, { settings: { account, ...overTls() } }).check()
    await expect(provider(server.udp, { settings: { account: { ...account, password: new Secret('another') } } }).check()).rejects.toThrow('the sign-in was refused')
  })

  it('a telephone that rings for ever is not called any more', async () => {
    const ringing = await startBaresip({ answers: false })
    const other = await startKamailio(ringing.port, { algorithm: 'MD5' })
    try {
      const { until, news } = call(other.udp, { settings: { account }, call: { ringSeconds: 0.8 } })
      await until('no-answer')
      await expect.poll(() => ringing.words()).toMatch(/session closed: |Call with .* terminated|Rejected/u)
      expect(news).toEqual(['ringing', 'no-answer'])
    } finally {
      await other.stop()
      await ringing.stop()
    }
  })
})
