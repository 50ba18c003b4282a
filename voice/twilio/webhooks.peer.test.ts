import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { ranAgainst } from '../../test/peers/journal.ts'
import { withPeer } from '../../test/peers/needs.ts'
import { opensslMissing } from '../../test/peers/smtp/certificates.ts'
import { sign } from '../../test/peers/twilio-voice/sign.ts'
import type { Sent } from '../../test/peers/twilio-voice/twilio-voice.ts'
import { type AskedCall, askSomebody, PUBLIC, type Scene, startScene } from './twilio.scenario.ts'

const to = '+491713920011'

withPeer('A webhook of a call', opensslMissing(), () => {
  let scene: Scene
  let asked: AskedCall
  beforeAll(async () => {
    ranAgainst(import.meta.url, "our own server of Twilio's voice API")
    scene = await startScene()
    scene.twilio.phone(to, { picks: 'up', does: '!' })
    await scene.follow((await scene.place()).id)
    asked = await askSomebody(scene)
  })
  afterAll(() => scene.stop())

  const form = (more: Record<string, string> = {}) => asked.form(more)
  const heard = () => asked.heard()
  const post = (path: string, init: RequestInit) => fetch(`${scene.inside}${path}`, { method: 'POST', ...init })
  const keys = { Digits: '42#' }

  describe('[F-08] is refused', () => {
    it.each<[string, () => Promise<{ status: number }>, number]>([
      ['without a signature', () => scene.twilio.send(asked.action, form(keys), ''), 403],
      ["with somebody else's", () => scene.twilio.send(asked.action, form(keys), sign('another token', asked.action, form(keys))), 403],
      ['signed for another address', () => scene.twilio.send(asked.action, form(keys), sign(scene.twilio.token, `${asked.action}x`, form(keys))), 403],
      ['signed for the address inside', () => scene.twilio.send(asked.action, form(keys), sign(scene.twilio.token, asked.action.replace(PUBLIC, scene.inside), form(keys))), 403],
      ['with other keys than were signed', () => scene.twilio.send(asked.action, form(keys), sign(scene.twilio.token, asked.action, form({ Digits: '43#' }))), 403],
      ['with more than was signed', () => scene.twilio.send(asked.action, form({ ...keys, More: '1' }), sign(scene.twilio.token, asked.action, form(keys))), 403],
      ['of another account', () => scene.twilio.send(asked.action, form({ ...keys, AccountSid: 'AC00' })), 403],
      ['of another call', () => scene.twilio.send(asked.action, form({ ...keys, CallSid: `CA${'0'.repeat(32)}` })), 403],
      ['of no call', () => scene.twilio.send(asked.action, form({ ...keys, CallSid: '' })), 403],
      ['as a page that is read', () => fetch(asked.action.replace(PUBLIC, scene.inside)), 405],
      ['as JSON', () => post(new URL(asked.action).pathname, { body: JSON.stringify(keys), headers: { 'content-type': 'application/json' } }), 400],
      ['longer than any of them', () => scene.twilio.send(asked.action, form({ ...keys, More: 'x'.repeat(17_000) })), 413],
      ['with one parameter twice', () => post(new URL(asked.action).pathname, { body: `${new URLSearchParams(form(keys)).toString()}&Digits=9`, headers: { 'content-type': 'application/x-www-form-urlencoded' } }), 400],
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
      expect((await scene.twilio.send(asked.call.form['Url'] ?? '', form({ CallStatus: 'in-progress' }))).status, 'of the call that is going on').toBe(409)
      expect(await heard()).toEqual(['ringing', 'answered'])
    })

    it('when nobody knows the call, signed or not: then it is told to end, in place of an apology', async () => {
      const url = `${PUBLIC}/hooks/twilio/0123456789abcdef0123456789abcdef`
      expect(await scene.twilio.send(url, form(keys))).toEqual({ status: 200, body: '<?xml version="1.0" encoding="UTF-8"?><Response><Hangup/></Response>' })
      expect(await scene.twilio.send(url, form(keys), 'forged')).toMatchObject({ status: 403, body: '' })
    })
  })

  it('is taken once, and of two at the same time one', async () => {
    const both = [scene.twilio.send(asked.action, form(keys)), scene.twilio.send(asked.action, form({ Digits: '43#' }))]
    await expect.poll(heard).toEqual(['ringing', 'answered', 'keys'])
    expect(scene.calls.verdict(asked.id, 3, 'right')).toBe(true)
    expect((await Promise.all(both)).map(({ status }) => status).toSorted()).toEqual([200, 409])
    expect(await heard()).toEqual(['ringing', 'answered', 'keys'])
  })

  it('from somebody who never comes to an end is let go', async () => {
    const slow = fetch(`${scene.inside}${new URL(asked.action).pathname}`, {
      method: 'POST', duplex: 'half', headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body: new ReadableStream({ pull: (controller) => controller.enqueue(new Uint8Array(8192)) }),
    } as RequestInit)
    const found = await slow.then(({ status }) => status, () => 'cut')
    expect([413, 'cut']).toContain(found)
  })
})
