import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { ranAgainst } from '../../test/peers/journal.ts'
import { withPeer } from '../../test/peers/needs.ts'
import { opensslMissing } from '../../test/peers/smtp/certificates.ts'
import { sign } from '../../test/peers/twilio-voice/sign.ts'
import type { Call, Sent } from '../../test/peers/twilio-voice/twilio-voice.ts'
import { runs } from '../../test/soak.ts'
import { PUBLIC, type Scene, startScene } from './twilio.scenario.ts'

const to = '+491713920011'

withPeer('A webhook of a call', opensslMissing(), () => {
  let scene: Scene
  /** A call that is being asked, and keys nothing for a long while. */
  let id: string
  let call: Call
  /** Where its keys are to go. */
  let action: string
  beforeAll(async () => {
    ranAgainst(import.meta.url, "our own server of Twilio's voice API")
    scene = await startScene()
    scene.twilio.phone(to, { picks: 'up', does: '!' })
    const over = await scene.place()
    await scene.follow(over.id)
    // From here on nothing comes by itself: each question is a test's.
    scene.twilio.lose('twiml', 'completed', 'machine')
    scene.twilio.phone(to, { picks: 'rings' })
    id = (await scene.place({ ringSeconds: 120 })).id
    await vi.waitFor(() => expect(scene.twilio.calls().at(-1)?.status).toBe('ringing'))
    call = scene.twilio.calls().at(-1) ?? expect.fail('nobody was called')
    const begun = await scene.twilio.send(call.form['Url'] ?? '', form({ CallStatus: 'in-progress' }))
    action = /action="([^"]+)"/.exec(begun.body)?.[1] ?? expect.fail('nobody is asked')
  })
  afterAll(() => scene.stop())

  const form = (more: Record<string, string> = {}) => ({ AccountSid: scene.twilio.account, CallSid: call.sid, CallStatus: 'in-progress', From: call.from, To: call.to, ...more })
  const heard = async () => {
    const list = await scene.calls.heard(id, 0, new AbortController().signal)
    return list === undefined || list === 'too-many' ? list : list.map(({ what }) => what)
  }
  const post = (path: string, init: RequestInit) => fetch(`${scene.inside}${path}`, { method: 'POST', ...init })
  const keys = { Digits: '42#' }

  describe('is refused', () => {
    it.each<[string, () => Promise<{ status: number }>, number]>([
      ['without a signature', () => scene.twilio.send(action, form(keys), ''), 403],
      ["with somebody else's", () => scene.twilio.send(action, form(keys), sign('another token', action, form(keys))), 403],
      ['signed for another address', () => scene.twilio.send(action, form(keys), sign(scene.twilio.token, `${action}x`, form(keys))), 403],
      ['signed for the address inside', () => scene.twilio.send(action, form(keys), sign(scene.twilio.token, action.replace(PUBLIC, scene.inside), form(keys))), 403],
      ['with other keys than were signed', () => scene.twilio.send(action, form(keys), sign(scene.twilio.token, action, form({ Digits: '43#' }))), 403],
      ['with more than was signed', () => scene.twilio.send(action, form({ ...keys, More: '1' }), sign(scene.twilio.token, action, form(keys))), 403],
      ['of another account', () => scene.twilio.send(action, form({ ...keys, AccountSid: 'AC00' })), 403],
      ['of another call', () => scene.twilio.send(action, form({ ...keys, CallSid: `CA${'0'.repeat(32)}` })), 403],
      ['of no call', () => scene.twilio.send(action, form({ ...keys, CallSid: '' })), 403],
      ['as a page that is read', () => fetch(action.replace(PUBLIC, scene.inside)), 405],
      ['as JSON', () => post(new URL(action).pathname, { body: JSON.stringify(keys), headers: { 'content-type': 'application/json' } }), 400],
      ['longer than any of them', () => scene.twilio.send(action, form({ ...keys, More: 'x'.repeat(17_000) })), 413],
      ['with one parameter twice', () => post(new URL(action).pathname, { body: `${new URLSearchParams(form(keys)).toString()}&Digits=9`, headers: { 'content-type': 'application/x-www-form-urlencoded' } }), 400],
      ['for a provider that is none of ours', () => post('/hooks/other/0123456789abcdef0123456789abcdef', { body: '' }), 404],
      ['at an address that is none', () => post('/hooks/twilio/..%2f', { body: '' }), 404],
    ])('%s', async (_, attempt, status) => {
      expect((await attempt()).status).toBe(status)
      expect(await heard(), 'and nothing was heard').toEqual(['ringing', 'answered'])
    })

    it('when it came before, whatever it is: each of the whole call', async () => {
      const before = scene.twilio.calls()[0] ?? expect.fail('nobody was called')
      const kinds = new Set<string>()
      const again = async ({ kind, url, form: sent, signature }: Sent) => {
        kinds.add(kind)
        return (await scene.twilio.send(url, sent, signature)).status
      }
      const statuses = await Promise.all(before.webhooks.map(again))
      expect([...kinds].toSorted()).toEqual(['completed', 'in-progress', 'initiated', 'machine', 'ringing', 'twiml'])
      expect(new Set(statuses)).toEqual(new Set([409]))
      expect((await scene.twilio.send(call.form['Url'] ?? '', form({ CallStatus: 'in-progress' }))).status, 'of the call that is going on').toBe(409)
      expect(await heard()).toEqual(['ringing', 'answered'])
    })

    it('when nobody knows the call, signed or not: then it is told to end, in place of an apology', async () => {
      const url = `${PUBLIC}/hooks/twilio/0123456789abcdef0123456789abcdef`
      expect(await scene.twilio.send(url, form(keys))).toEqual({ status: 200, body: '<?xml version="1.0" encoding="UTF-8"?><Response><Hangup/></Response>' })
      expect(await scene.twilio.send(url, form(keys), 'forged')).toMatchObject({ status: 403, body: '' })
    })
  })

  it('whatever comes from whoever cannot sign, the answer is a no, and nothing is heard', async () => {
    const { pathname } = new URL(action)
    const text = fc.oneof(fc.string(), fc.constantFrom('42#', '9', 'completed', 'in-progress', call.sid, scene.twilio.account))
    const body = fc.oneof(
      fc.dictionary(fc.oneof(fc.constantFrom('Digits', 'CallSid', 'AccountSid', 'CallStatus', 'AnsweredBy'), fc.string()), text).map((entries) => new URLSearchParams(entries).toString()),
      fc.string({ unit: 'binary', maxLength: 2000 }),
    )
    const type = fc.constantFrom('application/x-www-form-urlencoded', 'application/x-www-form-urlencoded; charset=utf-8', 'text/plain', 'application/json', '')
    const signature = fc.oneof(fc.base64String({ minLength: 28, maxLength: 28 }), fc.string({ unit: fc.constantFrom('a', '=', ',', ' ', '/', '+') }))
    await fc.assert(fc.asyncProperty(body, type, signature, async (sent, contentType, shown) => {
      const { status } = await post(pathname, { body: sent, headers: { 'content-type': contentType, 'x-twilio-signature': shown, 'host': 'voice.corp.example' } })
      expect([400, 403, 413]).toContain(status)
    }), { numRuns: runs(100) })
    expect(await heard()).toEqual(['ringing', 'answered'])
  })

  it('whatever stands in a signed one, there is an answer, and one call is heard of only as one can be', async () => {
    const { pathname } = new URL(call.form['StatusCallback'] ?? '')
    const values = fc.dictionary(fc.oneof(fc.constantFrom('Digits', 'AnsweredBy', 'More'), fc.string()), fc.oneof(fc.string({ unit: 'grapheme' }), fc.constantFrom('ringing', 'queued', 'constructor', '__proto__')))
    await fc.assert(fc.asyncProperty(values, fc.oneof(fc.string(), fc.constantFrom('ringing', 'queued', 'constructor', '__proto__', 'initiated')), async (more, status) => {
      const sent = { ...more, ...form({ CallStatus: status }) }
      const answer = await scene.twilio.send(`${PUBLIC}${pathname}`, sent)
      expect([204, 409]).toContain(answer.status)
    }), { numRuns: runs(100) })
    expect(await heard()).toEqual(['ringing', 'answered'])
  })

  it('is taken once, and of two at the same time one', async () => {
    const both = [scene.twilio.send(action, form(keys)), scene.twilio.send(action, form({ Digits: '43#' }))]
    await expect.poll(heard).toEqual(['ringing', 'answered', 'keys'])
    expect(scene.calls.verdict(id, 3, 'right')).toBe(true)
    expect((await Promise.all(both)).map(({ status }) => status).toSorted()).toEqual([200, 409])
    expect(await heard()).toEqual(['ringing', 'answered', 'keys'])
  })

  it('from somebody who never comes to an end is let go', async () => {
    const slow = fetch(`${scene.inside}${new URL(action).pathname}`, {
      method: 'POST', duplex: 'half', headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body: new ReadableStream({ pull: (controller) => controller.enqueue(new Uint8Array(8192)) }),
    } as RequestInit)
    const found = await slow.then(({ status }) => status, () => 'cut')
    expect([413, 'cut']).toContain(found)
  })
})
