import { createContext, type ReactNode, useContext, useMemo } from 'react'
import type { Language, Message, MessageId } from '../languages/language.ts'
import type { Translation } from '../languages/list.ts'
import { WordsProvider, type Words, wordsOf } from '../languages/words.tsx'
import { portalEnglish } from '../portal/words.ts'
import english from './languages/en.json' with { type: 'json' }

/** Every text of the registration portal: its own, and those of all screens. */
export type RegisterId = MessageId | keyof typeof english
export type RegisterMessages = Readonly<Record<RegisterId, Message>>

/** A language that the registration portal can speak now. */
export type RegisterSpoken = Language & { messages: RegisterMessages }

type Own = Readonly<Record<keyof typeof english, Message>>

/** Its own words, by language. */
const translations: Readonly<Record<Translation, () => Promise<{ default: typeof english }>>> = {
  de: () => import('./languages/de.json', { with: { type: 'json' } }),
  es: () => import('./languages/es.json', { with: { type: 'json' } }),
  fr: () => import('./languages/fr.json', { with: { type: 'json' } }),
  pl: () => import('./languages/pl.json', { with: { type: 'json' } }),
  pt: () => import('./languages/pt.json', { with: { type: 'json' } }),
  ar: () => import('./languages/ar.json', { with: { type: 'json' } }),
  ja: () => import('./languages/ja.json', { with: { type: 'json' } }),
}
const own = new Map<string, () => Promise<{ default: Own }>>(Object.entries(translations))

/** English for the languages that are made of it for tests. */
const ownWords = async (tag: string): Promise<Own> => (await own.get(tag)?.())?.default ?? english

/** A language with all that is said here. @param change of each own text: for the languages made for tests */
export async function inRegister(language: Language, change: (message: Message) => Message = (message) => message): Promise<RegisterSpoken> {
  const [all, mine] = await Promise.all([language.load(), ownWords(language.tag)])
  const words = Object.fromEntries(Object.entries(mine).map(([id, message]) => [id, change(message)]))
  return { ...language, messages: { ...english, ...all, ...words } }
}

/** Before a language is chosen. */
export const registerEnglish: RegisterSpoken = { ...portalEnglish, messages: { ...portalEnglish.messages, ...english } }

const Here = createContext<Words<RegisterId> | undefined>(undefined)

export function RegisterWords({ spoken, children }: { spoken: RegisterSpoken; children: ReactNode }) {
  const words = useMemo(() => wordsOf(spoken), [spoken])
  return <WordsProvider value={words}><Here.Provider value={words}>{children}</Here.Provider></WordsProvider>
}

/** The words of the language that the screen is in. */
export function useRegisterWords(): Words<RegisterId> {
  const words = useContext(Here)
  if (!words) throw new Error('No language here: render it inside RegisterWords')
  return words
}
