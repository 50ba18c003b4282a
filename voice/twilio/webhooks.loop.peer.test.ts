import fc from 'fast-check'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { ranAgainst } from '../../test/peers/journal.ts'
import { withPeer } from '../../test/peers/needs.ts'
import { opensslMissing } from '../../test/peers/smtp/certificates.ts'
import { runs } from '../../test/soak.ts'
import { type AskedCall, askSomebody, PUBLIC, type Scene, startScene } from './twilio.scenario.ts'

const LONG = 3_600_000

withPeer('Webhooks of every kind', opensslMissing(), () => {
  let scene: Scene
  let asked: AskedCall
  beforeAll(async () => {
    ranAgainst(import.meta.url, "our own server of Twilio's voice API")
    scene = await startScene()
    asked = await askSomebody(scene)
  })
  afterAll(() => scene.stop())
  const post = (path: string, init: RequestInit) => fetch(`${scene.inside}${path}`, { method: 'POST', ...init })

  it('whatever comes from whoever cannot sign, the answer is a no, and nothing is heard', async () => {
    const { pathname } = new URL(asked.action)
    const text = fc.oneof(fc.string(), fc.constantFrom('42#', '9', 'completed', 'in-progress', asked.call.sid, scene.twilio.account))
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
    expect(await asked.heard()).toEqual(['ringing', 'answered'])
  }, LONG)

  it('whatever stands in a signed one, there is an answer, and one call is heard of only as one can be', async () => {
    const { pathname } = new URL(asked.call.form['StatusCallback'] ?? '')
    const values = fc.dictionary(fc.oneof(fc.constantFrom('Digits', 'AnsweredBy', 'More'), fc.string()), fc.oneof(fc.string({ unit: 'grapheme' }), fc.constantFrom('ringing', 'queued', 'constructor', '__proto__')))
    await fc.assert(fc.asyncProperty(values, fc.oneof(fc.string(), fc.constantFrom('ringing', 'queued', 'constructor', '__proto__', 'initiated')), async (more, status) => {
      const sent = { ...more, ...asked.form({ CallStatus: status }) }
      const answer = await scene.twilio.send(`${PUBLIC}${pathname}`, sent)
      expect([204, 409]).toContain(answer.status)
    }), { numRuns: runs(100) })
    expect(await asked.heard()).toEqual(['ringing', 'answered'])
  }, LONG)
})
