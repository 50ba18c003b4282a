import { join } from 'node:path'
import * as v from 'valibot'
import { choose, type Languages, type Layer, readLanguages, type TextMistake } from '../groundwork/texts/languages.ts'
import { fill, naming } from '../groundwork/texts/naming.ts'
import type { KeysWanted, Prompts } from './provider.ts'

/** All that is spoken, in one language. Who is called, and what would be right to key, is in none of it. */
const Texts = v.strictObject({ digits: naming('company'), pound: naming('company'), right: naming(), wrong: naming(), stop: naming() })
const Some = v.partial(Texts)
type SomeTexts = v.InferOutput<typeof Some>

/** What is spoken in a call. `language`: the one in which the question is; words that it lacks are spoken in another's place, see `choose`. */
export type PromptsFor = (wanted: { language: string; company: string; keysWanted: KeysWanted }) => { language: string; prompts: Prompts }

/**
 * The spoken words, one file for each language: ours, and over them a company's, text by text.
 * @param own folder of a company's files
 */
export function readPrompts(own?: string): { promptsFor: PromptsFor; mistakes: TextMistake[] } {
  const layers: Layer<SomeTexts>[] = own === undefined ? [] : [{ folder: own, schema: Some }]
  const { languages, mistakes } = readLanguages<SomeTexts>([{ folder: join(import.meta.dirname, 'texts'), schema: Texts }, ...layers], (texts, before) => ({ ...before, ...texts }))
  return { promptsFor: (wanted) => promptsIn(languages, wanted), mistakes }
}

function promptsIn(languages: Languages<SomeTexts>, { language: wanted, company, keysWanted }: Parameters<PromptsFor>[0]): ReturnType<PromptsFor> {
  // One voice speaks the whole call, so that every word is of a language that has them all.
  const [language, texts] = choose(languages, wanted, (some) => complete(some))
  const { right, wrong, stop } = texts
  return { language, prompts: { ask: fill(texts[keysWanted], { company }), right, wrong, stop } }
}

function complete(some: SomeTexts): v.InferOutput<typeof Texts> | undefined {
  const whole = v.safeParse(Texts, some)
  return whole.success ? whole.output : undefined
}
