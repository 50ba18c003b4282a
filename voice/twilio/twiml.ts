/** What Twilio is told to do in a call (https://www.twilio.com/docs/voice/twiml). */

const escapes: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&apos;' }

/** What XML has no letter for (https://www.w3.org/TR/xml/#charsets) is left out. */
const text = (words: string) => words.toWellFormed().replace(/[^\t\n\r\u0020-\ufffd\u{10000}-\u{10ffff}]/gu, '').replace(/[&<>"']/gu, (letter) => escapes[letter] ?? '')

/** How words are spoken. */
export type Voice = { language: string; voice?: string }

type Listening = { after: { keys: string; nothing: string }; digits: number; seconds: number }

/** Hangs up. */
export const hangUp = element('Hangup')

/** Says something. */
export const say = (words: string, { language, voice }: Voice) => element('Say', { language, voice }, text(words))

/** So that the first word is not lost while somebody lifts the telephone to the ear. */
export const breath = element('Pause', { length: '1' })

/**
 * Says something and listens meanwhile: which keys come goes to the one address, and that none came to the other. An empty
 * `finishOnKey` makes # a key like others; with # as that key, Gather would not tell of # alone.
 */
export const gather = ({ after, digits, seconds }: Listening, ...inside: string[]) =>
  element('Gather', { input: 'dtmf', action: after.keys, method: 'POST', numDigits: String(digits), timeout: String(seconds), finishOnKey: '' }, ...inside)
  + element('Redirect', { method: 'POST' }, text(after.nothing))

export const twiml = (...inside: string[]) => `<?xml version="1.0" encoding="UTF-8"?>${element('Response', {}, ...inside)}`

function element(name: string, attributes: Readonly<Record<string, string | undefined>> = {}, ...inside: string[]): string {
  const given = Object.entries(attributes).flatMap(([key, value]) => (value === undefined ? [] : [` ${key}="${text(value)}"`]))
  return inside.length === 0 ? `<${name}${given.join('')}/>` : `<${name}${given.join('')}>${inside.join('')}</${name}>`
}
