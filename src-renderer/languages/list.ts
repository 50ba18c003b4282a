import english from './en.json' with { type: 'json' }
import { type Language, language, type Spoken } from './language.ts'

/** In the first file that is loaded: it is what everything falls back to. */
export const inEnglish: Spoken & { tag: 'en' } = { ...language('en', 'English', () => Promise.resolve(english)), messages: english }

/**
 * To add a language: its file beside this one, its line here, in the order of their names. Each is a file of its own in what is built, and
 * loaded when it is wanted. The compiler names the other places then: whatever an entry words otherwise.
 */
const translations = [
  language('de', 'Deutsch', async () => (await import('./de.json', { with: { type: 'json' } })).default),
  language('es', 'Español', async () => (await import('./es.json', { with: { type: 'json' } })).default),
  language('fr', 'Français', async () => (await import('./fr.json', { with: { type: 'json' } })).default),
  language('pl', 'Polski', async () => (await import('./pl.json', { with: { type: 'json' } })).default),
  // As most of its speakers write it, in Brazil, with few words that would be strange in Portugal.
  language('pt', 'Português', async () => (await import('./pt.json', { with: { type: 'json' } })).default),
  language('ar', 'العربية', async () => (await import('./ar.json', { with: { type: 'json' } })).default),
  language('ja', '日本語', async () => (await import('./ja.json', { with: { type: 'json' } })).default),
]

/** Every language but English. */
export type Translation = (typeof translations)[number]['tag']

export const languages: readonly [Language, ...Language[]] = [inEnglish, ...translations]
