import { readFileSync } from 'node:fs'
import * as v from 'valibot'
import { categories, policies, type ValueName, ways } from '../../src-main/config/policies.ts'
import { languages } from '../../src-renderer/languages/list.ts'

const Text = v.pipe(v.string(), v.trim(), v.minLength(1))
const each = <const Names extends readonly string[]>(names: Names) => v.strictObject(v.entriesFromList(names, Text))

const Words = v.strictObject({
  /** What the template is, for who opens it. */
  description: Text,
  /** Which Windows a setting works on. */
  supported: Text,
  oneALine: Text,
  /** What counts where a setting is not configured; `{usual}` is what it is then. */
  otherwise: v.pipe(Text, v.includes('{usual}')),
  /** The same, where it is nothing. */
  otherwiseNothing: Text,
  categories: each(categories),
  /** Of `ProxyMode`. */
  ways: each(ways),
  values: v.record(v.string(), v.strictObject({
    name: Text,
    /** Beside the field; a switch has none. */
    label: v.optional(Text),
    /** Paragraphs. `{ProxyServer}` stands for the name of that setting, `{way:fixed}` for that way. */
    explains: v.pipe(v.array(Text), v.minLength(1)),
    /** What it is by default. */
    usual: v.optional(Text),
  })),
})
export type Words = v.InferOutput<typeof Words>

/** The languages of the screens, English first. */
export const shippedLanguages: readonly string[] = languages.map(({ tag }) => tag)

const textOf = (file: string) => readFileSync(new URL(`../../${file}`, import.meta.url), 'utf8')

/** @throws where a language lacks a word, or has one too many */
export function wordsOf(language: string): Words {
  const file = `deploy/group-policy/words/${language}.json`
  const words = v.parse(Words, JSON.parse(textOf(file)))
  const wanted: readonly string[] = policies.map(({ value }) => value)
  const missing = wanted.filter((name) => !(name in words.values))
  const strange = Object.keys(words.values).filter((name) => !wanted.includes(name))
  if (missing.length + strange.length > 0) throw new Error(`${file} lacks ${missing.join(', ') || 'nothing'}, and has ${strange.join(', ') || 'nothing'} that is no setting`)
  return words
}

/** What is said of one value. @throws where nothing is */
export function wordsFor(words: Words, value: ValueName): Words['values'][string] {
  const found = words.values[value]
  if (!found) throw new Error(`no words for ${value}`)
  return found
}

/** What the link says by default: what the first screen says. */
export const linkText = (language: string): string =>
  v.parse(v.looseObject({ 'identify.title': v.pipe(Text, v.maxLength(60)) }), JSON.parse(textOf(`src-renderer/languages/${language}.json`)))['identify.title']

/** What an administrator reads of one value: a paragraph each, and at the end what counts where it is not configured. */
export function inFull(words: Words, value: ValueName, link: string): string[] {
  const { explains, usual } = wordsFor(words, value)
  const byDefault = usual === undefined ? words.otherwiseNothing : words.otherwise.replace('{usual}', usual)
  const last = isSwitch(value) ? [] : [byDefault]
  return [...explains, ...last].map((text) => text
    .replace(/\{way:(\w+)\}/gu, (all, way: string) => v.parse(v.record(v.string(), v.string()), words.ways)[way] ?? all)
    .replace(/\{link\}/gu, () => link)
    .replace(/\{(\w+)\}/gu, (all, name: string) => words.values[name]?.name ?? all))
}

/** Whether enabling and disabling it is all there is to it. */
export const isSwitch = (value: ValueName) => policies.some((policy) => policy.value === value && policy.kind === 'number' && policy.most === 1)
