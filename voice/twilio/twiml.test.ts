import fc from 'fast-check'
import { expect, it } from 'vitest'
import { readXml } from '../../test/peers/twilio-voice/xml.ts'
import { runs } from '../../test/soak.ts'
import { say, twiml } from './twiml.ts'

it('every company has a name that is words and nothing else', () => {
  expect(twiml(say('Müller & "Söhne" <Hangup/>', { language: 'de-DE' }))).toBe(
    '<?xml version="1.0" encoding="UTF-8"?><Response><Say language="de-DE">Müller &amp; &quot;Söhne&quot; &lt;Hangup/&gt;</Say></Response>')
  fc.assert(fc.property(fc.string({ unit: 'binary', minLength: 1 }), (words) => {
    const [only, ...others] = readXml(twiml(say(words, { language: 'de', voice: words }))).inside
    expect(others).toEqual([])
    // XML has no letter for the rest.
    const spoken = words.toWellFormed().replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/gu, '')
    expect(only).toEqual({ name: 'Say', attributes: { language: 'de', voice: spoken }, inside: spoken === '' ? [] : [spoken] })
  }), { numRuns: runs(500) })
})
