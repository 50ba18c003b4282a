import type { Language, Message, MessageId, Spoken } from '../languages/language.ts'
import { inEnglish, languages, type Translation } from '../languages/list.ts'
import english from './languages/en.json' with { type: 'json' }

type Some = Partial<Record<MessageId, Message>>

/** What is worded otherwise in a browser, by language: there is no PC that is ours, and no sign-in screen to go back to. */
const translations: Readonly<Record<Translation, () => Promise<{ default: typeof english }>>> = {
  de: () => import('./languages/de.json', { with: { type: 'json' } }),
  es: () => import('./languages/es.json', { with: { type: 'json' } }),
  fr: () => import('./languages/fr.json', { with: { type: 'json' } }),
  pl: () => import('./languages/pl.json', { with: { type: 'json' } }),
  pt: () => import('./languages/pt.json', { with: { type: 'json' } }),
  ar: () => import('./languages/ar.json', { with: { type: 'json' } }),
  ja: () => import('./languages/ja.json', { with: { type: 'json' } }),
}
const words = new Map<string, () => Promise<{ default: Some }>>([['en', () => Promise.resolve({ default: english })], ...Object.entries(translations)])

/** A language as the portal speaks it. @param tag of the words to take: those of another language for the ones made for tests */
export const inBrowser = <L extends Language>(language: L, tag = language.tag): L => ({ ...language, load: async () => {
  const [all, own] = await Promise.all([language.load(), words.get(tag)?.()])
  return { ...all, ...own?.default }
} })

const [first, ...more] = languages
export const portalLanguages: readonly [Language, ...Language[]] = [inBrowser(first), ...more.map((one) => inBrowser(one))]

/** Before a language is chosen. */
export const portalEnglish: Spoken = { ...inBrowser(inEnglish), messages: { ...inEnglish.messages, ...english } }
