import { readFileSync } from 'node:fs'
import { inspect } from 'node:util'
import { Secret } from '@gatehouse/contract'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { ranAgainst } from '../../../test/peers/journal.ts'
import { withPeer } from '../../../test/peers/needs.ts'
import { opensslMissing } from '../../../test/peers/smtp/certificates.ts'
import { type Fault, startTwilio, type Twilio } from '../../../test/peers/twilio/twilio.ts'
import type { Fate, Sms } from '../ports.ts'
import type { Receipt } from './smpp/receipt.ts'
import { twilioProvider, type TwilioSettings } from './twilio.ts'

const to = '+491713920011'
const sms: Sms = { id: 'recovery-1.sms-code.1', to: new Secret(to), text: new Secret('Grüße: 31415926 € & more = ?') }
const limits = { connect: 3000, whole: 3000 }

const settingsFor = ({ url, account, token, caFile }: Twilio, more: Partial<TwilioSettings> = {}): TwilioSettings => ({
  url, account, ca: readFileSync(caFile, 'utf8'), signIn: { user: account, password: new Secret(token) }, sender: { from: '+4930123456' }, ...more,
})

withPeer("Sending an SMS through Twilio's API", opensslMissing(), () => {
  let twilio: Twilio
  const receipts: Receipt[] = []
  const provider = (more: Partial<TwilioSettings> = {}) =>
    twilioProvider(settingsFor(twilio, more), { name: 'twilio', onReceipt: (receipt) => void receipts.push(receipt), limits, looks: [0.02, 0.2, 0.5] })
  const send = (more: Partial<TwilioSettings> = {}) => provider(more).send(sms)
  beforeAll(async () => {
    ranAgainst(import.meta.url, "our own server of Twilio's API")
    twilio = await startTwilio()
  })
  afterEach(() => twilio.misbehave(undefined))
  afterAll(() => twilio.stop())

  it('brings it, letter for letter, in the name of the company', async () => {
    expect(await send()).toMatchObject({ fate: 'sent' })
    expect(await twilio.next({ to })).toMatchObject({ to, from: '+4930123456', text: sms.text.reveal() })
    await send({ sender: { messagingService: 'MG0123' } })
    expect(twilio.messages().at(-1)).toMatchObject({ from: 'MG0123' })
  })

  it('a base address may have a path of its own and a slash at its end', async () => {
    expect(await send({ url: `${twilio.url}/` })).toMatchObject({ fate: 'sent' })
    expect(await send({ url: `${twilio.url}/elsewhere` })).toMatchObject({ fate: 'not-now', why: '404, error 20404' })
  })

  it('a wrong password sends nothing, and the reason holds none of it', async () => {
    const result = await send({ signIn: { user: twilio.account, password: new Secret('planted-password') } })
    expect(result).toEqual({ fate: 'not-now', why: '401, error 20003' })
  })

  describe('never trusts a server less than it must', () => {
    it.each<Fault>(['other-authority', 'other-name'])('%s: nothing is sent', async (fault) => {
      await twilio.misbehave(fault)
      const attempts = twilio.attempts()
      expect(await send()).toMatchObject({ fate: 'not-now' })
      process.env['NODE_TLS_REJECT_UNAUTHORIZED'] = '0'
      try {
        expect(await send()).toMatchObject({ fate: 'not-now' })
      } finally {
        delete process.env['NODE_TLS_REJECT_UNAUTHORIZED']
      }
      expect(twilio.attempts()).toBe(attempts)
    })
  })

  it.each([['delivered', 'delivered'], ['undelivered', 'undeliverable']] as const)('asks how it ended: %s', async (end, state) => {
    twilio.end(end)
    const result = await send()
    // Of another that was sent before, one may still come.
    const own = [result.fate === 'sent' ? result.reference : '']
    await expect.poll(() => receipts.filter(({ ids }) => ids.includes(own[0] ?? ''))).toEqual([{ ids: own, state }])
    twilio.end('delivered')
  })

  it('asks a few times and no more where nobody says, and never after it was closed', async () => {
    twilio.end('sent')
    const first = await send()
    const looksAt = (result: Fate) => twilio.looks(result.fate === 'sent' ? result.reference : undefined)
    await expect.poll(() => looksAt(first)).toBe(3)
    const closing = provider()
    const second = await closing.send(sms)
    await closing.close()
    const third = await send()
    await expect.poll(() => looksAt(third)).toBe(3)
    expect([looksAt(first), looksAt(second)]).toEqual([3, 0])
    twilio.end('delivered')
  })

  it.each<Fault>(['odd-name', 'long-name'])('%s: it is sent, and nobody asks after it by a name that is none', async (fault) => {
    await twilio.misbehave(fault)
    expect(await send()).toEqual({ fate: 'sent' })
    // What follows a message runs beside its sending: were it to fail, the process would end.
    await new Promise((resolve) => setTimeout(resolve, 40))
  })

  it('knows beforehand whether it would be taken', async () => {
    await expect(provider().check()).resolves.toBeUndefined()
    await expect(provider({ url: `${twilio.url}/of-somebody-else` }).check(), 'a provider without that page').resolves.toBeUndefined()
    await expect(provider({ signIn: { user: 'x', password: new Secret('planted') } }).check()).rejects.toThrow('status 401')
    await twilio.misbehave('refuse')
    await expect(provider().check()).rejects.toThrow('ECONNREFUSED')
  })

  it.each<[Fault, string]>([
    ['refuse', 'not-now'], ['silent', 'not-now'], ['401', 'not-now'], ['429', 'not-now'], ['no-sender', 'not-now'], ['redirect', 'not-now'],
    ['no-number', 'refused'], ['stopped', 'refused'], ['failed', 'refused'],
    ['500', 'unknown'], ['503-page', 'unknown'], ['hang', 'unknown'], ['cut', 'unknown'], ['truncated', 'unknown'], ['not-json', 'unknown'], ['other-json', 'unknown'], ['endless', 'unknown'],
  ])('[S-14] %s: %s, without a word about the person', async (fault, fate) => {
    await twilio.misbehave(fault)
    const result = await send()
    expect(result).toMatchObject({ fate })
    expect(inspect(result)).not.toMatch(/392001|31415926|Grüße/)
  })
})
