import { readdirSync, readFileSync } from 'node:fs'
import { join, parse } from 'node:path'
import * as v from 'valibot'

/** By language tag in lower case. */
export type Languages<T> = ReadonlyMap<string, T>

/** A mistake in a file of texts. `right`: what would be. */
export type TextMistake = { file: string; path: string; what: string; right: string }

/** A folder with a file for each language, named after its tag, and what must be in each. */
export type Layer<T> = { folder: string; schema: v.GenericSchema<unknown, T> }

/**
 * Words in one file for each language: ours, which stand in the first folder with an `en.json`, and over them a company's.
 * @param over puts a file's texts over those that its language had before
 */
export function readLanguages<T>(layers: readonly [Layer<T>, ...Layer<T>[]], over: (own: T, before: T | undefined) => T): { languages: Languages<T>; mistakes: TextMistake[] } {
  const languages = new Map<string, T>()
  const mistakes: TextMistake[] = []
  const model = join(layers[0].folder, 'en.json')
  for (const { folder, schema } of layers) {
    for (const name of filesIn(folder, mistakes)) {
      const read = readOne(join(folder, name), schema, model)
      const tag = parse(name).name.toLowerCase()
      if ('mistakes' in read) mistakes.push(...read.mistakes)
      else languages.set(tag, over(read.texts, languages.get(tag)))
    }
  }
  return { languages, mistakes }
}

function filesIn(folder: string, mistakes: TextMistake[]): string[] {
  try {
    const files = readdirSync(folder).filter((name) => name.endsWith('.json'))
    const strange = files.filter((name) => !/^[a-z]{2,8}(?:-[a-z0-9]{1,8})*\.json$/iu.test(name))
    for (const name of strange) mistakes.push({ file: join(folder, name), path: '', what: 'is not named after a language', right: 'must be like de.json or de-CH.json' })
    return files.filter((name) => !strange.includes(name))
  } catch {
    mistakes.push({ file: folder, path: '', what: 'cannot be read', right: 'must be a folder of files such as de.json' })
    return []
  }
}

function readOne<T>(file: string, schema: v.GenericSchema<unknown, T>, model: string): { texts: T } | { mistakes: TextMistake[] } {
  let data: unknown
  try {
    data = JSON.parse(readFileSync(file, 'utf8'))
  } catch {
    return { mistakes: [{ file, path: '', what: 'is no JSON', right: 'must be like the shipped en.json' }] }
  }
  const result = v.safeParse(schema, data)
  if (result.success) return { texts: result.output }
  return { mistakes: result.issues.map((issue) => mistakeOf(file, issue, model)) }
}

function mistakeOf(file: string, issue: v.GenericIssue, model: string): TextMistake {
  const path = v.getDotPath(issue) ?? ''
  if (issue.kind !== 'schema') {
    const [what = '', right] = issue.message.split('; ')
    return right === undefined ? { file, path, what: 'cannot be used', right: what } : { file, path, what, right }
  }
  const what = issue.expected === 'never' ? 'is no text of ours' : issue.received === 'undefined' ? 'is missing' : `is ${issue.received}`
  return { file, path, what, right: `must be as in ${model}` }
}

/**
 * @returns the text in that language, else in its kind, else in English, with the tag of what was found
 * @throws Error when there is none at all: English has them all, once its file was read without a mistake
 */
export function choose<T, P>(languages: Languages<T>, language: string, pick: (texts: T) => P | undefined): [string, P] {
  const tag = language.toLowerCase()
  for (const candidate of [tag, tag.split('-')[0] ?? '', 'en']) {
    const texts = languages.get(candidate)
    const found = texts && pick(texts)
    if (found !== undefined) return [candidate, found]
  }
  throw new Error('there is no English text')
}
