import { expect, it } from 'vitest'
import { spokenAs, voiceOf } from './languages.ts'

it.each([['en', 'en-US'], ['de-CH', 'de-CH'], ['DE', 'de-DE'], ['pl', 'pl-PL'], ['ja', 'ja-JP'], ['ar', 'arb'], ['ar-EG', 'arb']])('[F-27] Twilio is told %s as %s', (language, spoken) => {
  expect(spokenAs(language)).toBe(spoken)
})

it('[F-27] a voice is named where the usual one does not speak the language, unless an administrator named one', () => {
  expect(voiceOf('ar', {})).toEqual({ language: 'arb', voice: 'Polly.Zeina' })
  expect(voiceOf('ar-EG', {})).toEqual({ language: 'arb', voice: 'Polly.Zeina' })
  expect(voiceOf('ja', {})).toEqual({ language: 'ja-JP' })
  expect(voiceOf('de-CH', { de: 'Polly.Vicki' })).toEqual({ language: 'de-CH', voice: 'Polly.Vicki' })
})
