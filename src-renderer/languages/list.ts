import english from './en.json' with { type: 'json' }
import { type Language, language, type Spoken } from './language.ts'

/** In the first file that is loaded: it is what everything falls back to. */
export const inEnglish: Spoken = { ...language('en', 'English', () => Promise.resolve(english)), messages: english }

/** To add a language: its file beside this one, its line here. */
export const languages: readonly [Language, ...Language[]] = [
  inEnglish,
]
