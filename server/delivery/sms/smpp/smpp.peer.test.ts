import { readFileSync } from 'node:fs'
import { inspect } from 'node:util'
import { Secret } from '@gatehouse/contract'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { ranAgainst } from '../../../../test/peers/journal.ts'
import { withPeer } from '../../../../test/peers/needs.ts'
import { type Fault, type SmppPeer, smppVersion, startSmpp } from '../../../../test/peers/smpp/smpp.ts'
import { opensslMissing } from '../../../../test/peers/smtp/certificates.ts'
import type { Sms } from '../../ports.ts'
import type { SmsProvider } from '../provider.ts'
import type { Receipt } from './receipt.ts'
import { type SmppLimits, smppProvider, type SmppSettings } from './smpp.ts'

const limits: SmppLimits = { connect: 2500, answer: 2500, quiet: 60_000, again: [50, 100], ready: 6000, slower: 20 }
const to = '+491713920011'
const smsWith = (text: string): Sms => ({ id: 'recovery-1.sms-code.1', to: new Secret(to), text: new Secret(text), seconds: 300 })
const sms = smsWith('Contoso: 31415926')

const settingsFor = ({ host, port, user, password, caFile }: SmppPeer, more: Partial<SmppSettings> = {}): SmppSettings => ({
  host, port, tls: true, ca: readFileSync(caFile, 'utf8'), signIn: { user, password: new Secret(password) }, systemType: '', from: 'Contoso', window: 10, ...more,
})

withPeer('Sending an SMS over SMPP', opensslMissing(), () => {
  let peer: SmppPeer
  const lines: unknown[] = []
  const receipts: Receipt[] = []
  const open: SmsProvider[] = []
  const say = (...line: unknown[]) => void lines.push(line)
  function provider(more: Partial<SmppSettings> = {}, different: Partial<SmppLimits> = {}): SmsProvider {
    const made = smppProvider(settingsFor(peer, more), {
      name: 'centre', log: { info: say, warn: say, error: say }, onReceipt: (receipt) => void receipts.push(receipt), limits: { ...limits, ...different },
    })
    open.push(made)
    return made
  }
  beforeAll(async () => {
    ranAgainst(import.meta.url, `smpp (npm) ${smppVersion}`)
    peer = await startSmpp()
  })
  afterEach(async () => {
    for (const one of open.splice(0)) await one.close()
    await peer.misbehave(undefined)
    peer.receipts('DELIVRD')
  })
  afterAll(() => peer.stop())

  describe('what arrives', () => {
    it.each<[string, string, number, number]>([
      ['short', 'Contoso: 31415926', 0, 1],
      ['with the letters of GSM-7', 'Grüße @ Ångström, £5, 3 × [x] {y} ~ 5 €'.replace('×', 'x'), 0, 1],
      ['of another script', '暗証番号: 31415926', 8, 1],
      ['with an emoji', 'Contoso 👍 31415926', 8, 1],
      ['too long for one, in GSM-7', `${'Straße € '.repeat(25)}31415926`, 0, 2],
      ['too long for one, of another script', `${'暗証番号 '.repeat(30)}31415926`, 8, 3],
    ])('a text %s, letter for letter', async (_, text, coding, parts) => {
      const before = peer.parts.length
      expect(await provider().send(smsWith(text))).toMatchObject({ fate: 'sent' })
      const came = peer.parts.slice(before)
      expect(came.map((part) => part.coding)).toEqual(Array.from({ length: parts }, () => coding))
      expect(peer.messages().at(-1)).toMatchObject({ to, text })
      expect(came[0]).toMatchObject({ toTon: 1, from: 'Contoso', fromTon: 5, receipt: true })
      // As long as the code: afterwards the message would be of no use.
      expect(Number(came[0]?.validity) - Date.now()).toBeGreaterThan(280_000)
      expect(Number(came[0]?.validity) - Date.now()).toBeLessThan(301_000)
    })

    it.each([['+4930901820', 1, '4930901820'], ['88888', 3, '88888'], ['Contoso', 5, 'Contoso']])('in the name of %s', async (from, ton, digits) => {
      await provider({ from }).send(sms)
      expect(peer.parts.at(-1)).toMatchObject({ from: digits, fromTon: ton })
    })

    it('of many at once as many at a time as the centre agreed to', async () => {
      const before = peer.attempts()
      const one = provider({ window: 3 })
      await expect.poll(() => one.check().then(() => 'up', () => 'down')).toBe('up')
      await peer.misbehave('hang')
      await expect.poll(() => peer.bound()).toBe(1)
      const sending = Array.from({ length: 9 }, () => one.send(sms))
      await expect.poll(() => peer.attempts() - before).toBe(3)
      await Promise.all(sending)
    })
  })

  describe('how it ended', () => {
    it.each([['DELIVRD', 'delivered'], ['UNDELIV', 'undeliverable'], ['EXPIRED', 'expired'], ['REJECTD', 'rejected']] as const)('%s', async (said, state) => {
      peer.receipts(said)
      const before = receipts.length
      const result = await provider().send(sms)
      await expect.poll(() => receipts.length).toBe(before + 1)
      const receipt = receipts.at(-1)
      expect(receipt?.state).toBe(state)
      expect(receipt?.ids).toContain(result.fate === 'sent' ? result.reference : '')
    })

    it('without a receipt it is sent, and no more is known', async () => {
      peer.receipts(undefined)
      expect(await provider().send(sms)).toMatchObject({ fate: 'sent' })
    })
  })

  it.each<[Fault, string]>([
    ['refuse', 'not-now'], ['silent', 'not-now'], ['other-name', 'not-now'], ['other-authority', 'not-now'], ['bind-refused', 'not-now'], ['bind-hang', 'not-now'],
    ['throttled', 'not-now'], ['queue-full', 'not-now'], ['system-error', 'not-now'], ['nack', 'not-now'], ['no-number', 'refused'],
    ['hang', 'unknown'], ['cut-before', 'unknown'], ['garbage', 'unknown'], ['oversized', 'unknown'], ['undersized', 'unknown'], ['other-answer', 'unknown'], ['cut-after', 'sent'], ['mute', 'sent'],
  ])('[S-14] %s: %s, without a word about the person', async (fault, fate) => {
    await peer.misbehave(fault)
    const result = await provider().send(sms)
    expect(result).toMatchObject({ fate })
    expect(inspect([result, lines], { depth: 9 })).not.toMatch(/3920011|31415926|Contoso|p4ssw0rd/)
  })

  it('[S-14] a message of which only the beginning was taken is never handed over again', async () => {
    await peer.misbehave('second-part')
    expect(await provider().send(smsWith('x'.repeat(200)))).toMatchObject({ fate: 'unknown', why: 'only the beginning was taken: status 0x00000008' })
  })

  it('not even a variable of the environment makes it trust a stranger', async () => {
    await peer.misbehave('other-authority')
    process.env['NODE_TLS_REJECT_UNAUTHORIZED'] = '0'
    try {
      expect(await provider().send(sms)).toMatchObject({ fate: 'not-now' })
    } finally {
      delete process.env['NODE_TLS_REJECT_UNAUTHORIZED']
    }
    expect(peer.bound()).toBe(0)
  })

  describe('the connection', () => {
    it('is there again after the centre has gone and come back, and says meanwhile why it is not', async () => {
      const one = provider()
      expect(await one.send(sms)).toMatchObject({ fate: 'sent' })
      await peer.misbehave('refuse')
      await expect.poll(() => one.check().catch((error: unknown) => String(error))).toContain('ECONNREFUSED')
      await peer.misbehave(undefined)
      expect(await one.send(sms)).toMatchObject({ fate: 'sent' })
      expect(peer.bound()).toBe(1)
    })

    it('is waited for by a look right after the start: nobody must read that the centre does not answer', async () => {
      await expect(provider().check()).resolves.toBeUndefined()
    })

    it('is given up when the centre has gone without a word, and made anew', async () => {
      await peer.misbehave('mute')
      const one = provider({}, { quiet: 60 })
      await one.send(sms)
      await expect.poll(() => inspect(lines.slice(-4))).toContain('no answer to enquire_link')
    })

    it('survives a sign-off, an unknown command and an enquiry of the centre', async () => {
      const one = provider()
      await one.send(sms)
      const [session] = peer.sessions
      const asked = new Promise<void>((resolve) => { session?.enquire_link(resolve) })
      await asked
      // Seen at the session itself: the provider is back within milliseconds.
      const gone = new Promise<void>((resolve) => { session?.once('close', resolve) })
      session?.unbind()
      await gone
      expect(await one.send(sms)).toMatchObject({ fate: 'sent' })
    })

    it('signs off when the server stops', async () => {
      const one = provider()
      await one.send(sms)
      await one.close()
      await expect.poll(() => peer.bound()).toBe(0)
      expect(await one.send(sms)).toMatchObject({ fate: 'not-now' })
    })
  })
})
