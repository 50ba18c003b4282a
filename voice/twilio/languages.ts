import type { Voice } from './twiml.ts'

/** Languages that Twilio's <Say> knows only with a country (https://www.twilio.com/docs/voice/twiml/say): where most of its speakers live, or it comes from. */
const countries: Readonly<Record<string, string>> = {
  cs: 'cs-CZ', da: 'da-DK', de: 'de-DE', el: 'el-GR', en: 'en-US', es: 'es-ES', fi: 'fi-FI', fr: 'fr-FR', hu: 'hu-HU', it: 'it-IT', ja: 'ja-JP',
  ar: 'arb', nb: 'nb-NO', nl: 'nl-NL', pl: 'pl-PL', pt: 'pt-BR', ro: 'ro-RO', sk: 'sk-SK', sv: 'sv-SE', tr: 'tr-TR', uk: 'uk-UA',
}

/** @param language BCP 47, in any case @returns as <Say> has it */
export function spokenAs(language: string): string {
  const [tongue = '', country] = language.split('-')
  const known = countries[tongue.toLowerCase()] ?? tongue.toLowerCase()
  return country === undefined || withoutCountry.has(known) ? known : `${tongue.toLowerCase()}-${country.toUpperCase()}`
}

// Modern Standard Arabic is nobody's country's.
const withoutCountry: ReadonlySet<string> = new Set(['arb'])

/** Languages that the voice which is taken where none is named does not speak. */
const voices: Readonly<Record<string, string>> = { ar: 'Polly.Zeina' }

/** How Twilio is to speak. @param chosen voices by language tag in lower case, which an administrator chose */
export function voiceOf(language: string, chosen: Readonly<Record<string, string>>): Voice {
  const tag = language.toLowerCase()
  const tongue = tag.split('-')[0] ?? ''
  const voice = chosen[tag] ?? chosen[tongue] ?? voices[tongue]
  return { language: spokenAs(language), ...(voice !== undefined && { voice }) }
}
