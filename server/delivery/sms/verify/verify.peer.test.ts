import { readFileSync } from 'node:fs'
import { inspect } from 'node:util'
import { Secret } from '@gatehouse/contract'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { ranAgainst } from '../../../../test/peers/journal.ts'
import { withPeer } from '../../../../test/peers/needs.ts'
import { opensslMissing } from '../../../../test/peers/smtp/certificates.ts'
import { type Fault, startVerify, type Verify } from '../../../../test/peers/verify/verify.ts'
import { newRecovery } from '../../../recovery/machine.scenario.ts'
import type { CodeAsked } from '../maker.ts'
import { judgedBy } from '../maker-judges.ts'
import { verifyMaker, type VerifySettings } from './verify.ts'

const limits = { sending: { connect: 3000, whole: 3000 }, judging: { connect: 3000, whole: 3000 } }
let numbers = 0
/** Of nobody else: a number has one code at a time. */
const aNumber = () => `+4917139${String(21_000 + (numbers += 1))}`

withPeer('Codes that somebody else makes', opensslMissing(), () => {
  let verify: Verify
  const maker = (more: Partial<VerifySettings> = {}) => {
    const { url, account, token, caFile, service } = verify
    return verifyMaker({ url, ca: readFileSync(caFile, 'utf8'), signIn: { user: account, password: new Secret(token) }, service, codeDigits: 6, minutes: 10, ...more }, { name: 'verify', limits })
  }
  const asked = (to: string, more: Partial<CodeAsked> = {}): CodeAsked => ({ to: new Secret(to), language: 'de', seconds: 300, ...more })
  const referenceOf = async (to: string, more: Partial<CodeAsked> = {}) => {
    const result = await maker().send(asked(to, more))
    return result.fate === 'sent' && result.reference !== undefined ? result.reference : expect.fail('it was not sent')
  }
  const judge = (reference: string | undefined, typed: string) => maker().judge(reference, new Secret(typed))
  const otherThan = (code: string) => (code === '000000' ? '000001' : '000000')

  beforeAll(async () => {
    ranAgainst(import.meta.url, "our own server of Twilio's Verify")
    verify = await startVerify()
  })
  afterEach(async () => {
    Object.assign(verify.codes, { length: 6, life: 600_000, ahead: 0 })
    await verify.misbehave(undefined)
  })
  afterAll(() => verify.stop())

  it('[S-13] a code is right once, and what is not the code is wrong', async () => {
    const to = aNumber()
    const reference = await referenceOf(to)
    const code = (await verify.next({ to })).code()
    expect(await judge(reference, otherThan(code))).toEqual({ verdict: 'wrong' })
    expect(await judge(reference, code)).toEqual({ verdict: 'right' })
    expect(await judge(reference, code), 'a second time').toEqual({ verdict: 'wrong' })
    const next = await referenceOf(to)
    expect(next).not.toBe(reference)
    expect(await judge(reference, (await verify.next({ to, after: verify.messages().at(-2) })).code()), 'the next one, by the name of the first').toEqual({ verdict: 'wrong' })
  })

  it('of two answers at once one is right', async () => {
    const to = aNumber()
    const reference = await referenceOf(to)
    const code = (await verify.next({ to })).code()
    const both = await Promise.all([judge(reference, code), judge(reference, code)])
    expect(both.map(({ verdict }) => verdict).sort()).toEqual(['right', 'wrong'])
  })

  it('[S-11] who asks again is sent the same code, so that nobody voids what another recovery waits for', async () => {
    const to = aNumber()
    const first = await referenceOf(to)
    verify.codes.ahead = 200_000
    expect(await referenceOf(to)).toBe(first)
    expect(await referenceOf(to, { earlier: { reference: first, age: 200 } })).toBe(first)
    expect(new Set(verify.messages().filter((message) => message.to === to).map(({ text }) => text)).size).toBe(1)
    expect(verify.asked().filter(({ what }) => what === 'cancel')).toEqual([])
  })

  it('a code that would die before the screen says so is cancelled first, and a new one is sent', async () => {
    const to = aNumber()
    const first = await referenceOf(to)
    const old = (await verify.next({ to })).code()
    verify.codes.ahead = 301_000
    const second = await referenceOf(to, { earlier: { reference: first, age: 301 } })
    expect(second).not.toBe(first)
    expect(verify.messages().filter((message) => message.to === to)).toHaveLength(2)
    expect(await judge(first, old)).toEqual({ verdict: 'wrong' })
    expect(await judge(second, verify.messages().at(-1)?.code() ?? '')).toEqual({ verdict: 'right' })
  })

  it('also where it is from another recovery, which only the answer tells', async () => {
    const to = aNumber()
    const first = await referenceOf(to)
    verify.codes.ahead = 400_000
    const second = await referenceOf(to)
    expect(second).not.toBe(first)
    expect(await judge(second, verify.messages().at(-1)?.code() ?? '')).toEqual({ verdict: 'right' })
  })

  it('a code that is too old or was tried five times is wrong, even if it is the code', async () => {
    const to = aNumber()
    const reference = await referenceOf(to)
    const code = (await verify.next({ to })).code()
    verify.codes.ahead = 600_000
    expect(await judge(reference, code)).toEqual({ verdict: 'wrong' })
    const again = await referenceOf(to)
    const next = verify.messages().at(-1)?.code() ?? ''
    for (let each = 0; each < 5; each++) await judge(again, otherThan(next))
    expect(await judge(again, next)).toEqual({ verdict: 'wrong' })
    expect(await maker().send(asked(to)), 'until that one is too old').toMatchObject({ fate: 'not-now', why: '429, error 60203' })
  })

  it('[S-10] where nobody can have a code, something is asked that is about nobody, and what was typed goes nowhere', async () => {
    const before = verify.asked().length
    expect(await judge(undefined, '271828')).toEqual({ verdict: 'wrong' })
    const [question] = verify.asked().slice(before)
    expect(question?.what).toBe('judge')
    expect(question?.sid).toMatch(/^VE[0-9a-f]{32}$/u)
    expect(question?.code).toMatch(/^\d{6}$/u)
    expect(question?.code).not.toBe('271828')
    await verify.misbehave('429')
    expect(await judge(undefined, '271828')).toMatchObject({ verdict: 'unanswered' })
  })

  it('[S-10] whenever they answer, what they found is told at whole seconds, of a person as of nobody', async () => {
    const reference = await referenceOf(aNumber())
    verify.answerAfter(() => Math.random() * 40)
    const told: number[] = []
    // Nobody waits here: what is asked of the clock is how long it would have been.
    const pause = async (milliseconds: number) => void told.push(performance.now() + milliseconds)
    const answer = async (of: string | undefined) => {
      const judges = judgedBy({ maker: maker(), messages: { referenceOf: async () => ({ reference: of, underWay: false }) }, log: { info() {}, warn() {}, error() {} }, pace: { elapsed: () => performance.now(), pause } })
      const began = performance.now()
      await judges(newRecovery({ workflow: { gates: ['sms-code'] } }), 'sms-code', new Secret('000000'))
      return (told.at(-1) ?? 0) - began
    }
    for (let pair = 0; pair < 8; pair++) {
      // To the millisecond that the question itself takes to be put.
      for (const took of [await answer(reference), await answer(undefined)]) expect(Math.round(took / 100) % 10).toBe(0)
    }
    verify.answerAfter(() => 0)
  })

  it('knows beforehand whether it makes codes that a screen would take', async () => {
    await expect(maker().check()).resolves.toBeUndefined()
    await expect(maker({ url: `${verify.url}/` }).check(), 'a slash at the end').resolves.toBeUndefined()
    verify.codes.length = 4
    await expect(maker().check()).rejects.toThrow('the service makes codes of 4 digits, and codeDigits of the settings is 6')
    await expect(maker({ service: 'VA0' }).check()).rejects.toThrow('status 404')
    await expect(maker({ signIn: { user: 'x', password: new Secret('planted') } }).check()).rejects.toThrow('status 401')
    await verify.misbehave('other-json')
    await expect(maker().check()).rejects.toThrow('an answer that is no service')
    await verify.misbehave('refuse')
    await expect(maker().check()).rejects.toThrow('ECONNREFUSED')
  })

  it.each<Fault>(['other-authority', 'other-name'])('never trusts a server less than it must: %s', async (fault) => {
    await verify.misbehave(fault)
    process.env['NODE_TLS_REJECT_UNAUTHORIZED'] = '0'
    try {
      expect(await maker().send(asked(aNumber()))).toMatchObject({ fate: 'not-now' })
      expect(await judge('VE0', '000000')).toMatchObject({ verdict: 'unanswered' })
    } finally {
      delete process.env['NODE_TLS_REJECT_UNAUTHORIZED']
    }
  })

  describe('[S-14] sending', () => {
    it.each<[Fault, string]>([
      ['refuse', 'not-now'], ['silent', 'not-now'], ['401', 'not-now'], ['404', 'not-now'], ['429', 'not-now'], ['404-page', 'not-now'], ['redirect', 'not-now'],
      ['no-number', 'refused'], ['landline', 'refused'], ['blocked', 'refused'], ['failed', 'refused'],
      ['500', 'unknown'], ['503-page', 'unknown'], ['hang', 'unknown'], ['cut', 'unknown'], ['truncated', 'unknown'], ['not-json', 'unknown'], ['other-json', 'unknown'],
      ['endless', 'unknown'], ['odd-name', 'unknown'],
    ])('%s: %s, without a word about the person', async (fault, fate) => {
      await verify.misbehave(fault)
      const to = aNumber()
      const result = await maker().send(asked(to))
      expect(result).toMatchObject({ fate })
      expect(inspect(result)).not.toContain(to.slice(-7))
    })
  })

  describe('judging', () => {
    it.each<Fault>([
      'refuse', 'silent', '401', '429', '500', '503-page', '404-page', 'redirect', 'hang', 'cut', 'truncated', 'not-json', 'other-json', 'endless', 'odd-name', 'approves-another', 'odd-state',
    ])('%s: nobody can say, and never right', async (fault) => {
      const to = aNumber()
      const reference = await referenceOf(to)
      const code = (await verify.next({ to })).code()
      await verify.misbehave(fault)
      const judgement = await judge(reference, code)
      expect(judgement).toMatchObject({ verdict: 'unanswered' })
      expect(inspect(judgement)).not.toMatch(new RegExp(`${to.slice(-7)}|${code}`, 'u'))
    })

    it.each<Fault>(['404', 'failed', 'approves-invalid'])('%s: wrong', async (fault) => {
      const to = aNumber()
      const reference = await referenceOf(to)
      await verify.misbehave(fault)
      expect(await judge(reference, '000000')).toEqual({ verdict: 'wrong' })
    })
  })
})
