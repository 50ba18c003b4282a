import { readdirSync, readFileSync } from 'node:fs'
import { join, parse } from 'node:path'
import * as v from 'valibot'

const names = (text: string) => [...text.matchAll(/\{(\w*)\}/g)].map(([, name]) => name ?? '')

/** A text that names each of these values, and no others. */
const naming = (...known: readonly string[]) =>
  v.pipe(
    v.string(),
    v.check(
      (text) => names(text).every((name) => known.includes(name)),
      ({ input }) => `names ${names(input).map((name) => `{${name}}`).join(', ')}; must name no others than ${known.join(', ')}`,
    ),
    v.check((text) => known.every((name) => names(text).includes(name)), `must name each of: ${known.join(', ')}`),
  )

/** What a telephone shows of an SMS while it is locked, at the least: one line. The code is not in it. */
const PREVIEW = 40

const CODE = ['company', 'code', 'howLong', 'helpdesk'] as const
const NOTICE = ['company', 'when', 'where', 'helpdesk', 'caseNumber'] as const

/** The lines of a mail. */
const lines = (...known: readonly string[]) => v.pipe(v.array(v.string()), v.transform((list) => list.join('\n')), naming(...known))

const NoticeTexts = v.strictObject({ subject: naming('company'), body: lines(...NOTICE), sms: naming(...NOTICE) })
const place = v.pipe(v.string(), v.minLength(1))

/** All that is written to people, in one language. A code is never in a subject, nor at a text's beginning: telephones show these while they are locked. */
export const Texts = v.strictObject({
  codeMail: v.strictObject({
    subject: naming('company'),
    body: v.pipe(
      v.array(v.string()),
      // Alone on its line it can be seen, selected and read out.
      v.check((list) => list.filter((line) => line === '{code}').length === 1, 'must have {code} alone on one line'),
      v.transform((list) => list.join('\n')),
      naming(...CODE),
    ),
  }),
  codeSms: v.pipe(
    naming(...CODE),
    v.check((text) => text.indexOf('{code}') >= PREVIEW, `must have {code} after its first ${PREVIEW} characters, which a locked telephone shows`),
    v.check((text) => text.split('{code}').length === 2, 'must have {code} once'),
  ),
  /** What was done, what was begun when nobody knows its end, and that it was not done when that was found out. */
  notices: v.strictObject({ 'unlock': NoticeTexts, 'set-password': NoticeTexts, 'unclear': NoticeTexts, 'not-done': NoticeTexts }),
  /** What {where} of a notice says. */
  places: v.strictObject({ 'workstation': place, 'portal-inside': place, 'portal-outside': place }),
  /** What it says in place of `workstation` where that told what it is called. Anybody can claim a name: it must read as a claim. */
  namedWorkstation: naming('workstation'),
})
export type Texts = v.InferOutput<typeof Texts>

/** What one language has; a company's file need not have all. */
const Some = v.partial(v.strictObject({ ...Texts.entries, notices: v.partial(Texts.entries.notices) }))
export type SomeTexts = v.InferOutput<typeof Some>

/** By language tag in lower case. */
export type Languages = ReadonlyMap<string, SomeTexts>

/** A mistake in a file of texts. `right`: what would be. */
export type TextMistake = { file: string; path: string; what: string; right: string }

export const shipped = join(import.meta.dirname, 'texts')

/**
 * The messages' words, one file for each language: ours, and over them a company's, text by text. A language is added by adding
 * its file; what a company's file leaves out is as before.
 * @param own folder of a company's files
 */
export function readTexts(own?: string): { languages: Languages; mistakes: TextMistake[] } {
  const languages = new Map<string, SomeTexts>()
  const mistakes: TextMistake[] = []
  for (const { folder, schema } of [{ folder: shipped, schema: Texts }, ...(own === undefined ? [] : [{ folder: own, schema: Some }])]) {
    for (const name of filesIn(folder, mistakes)) {
      const file = join(folder, name)
      const read = readOne(file, schema)
      if ('mistakes' in read) mistakes.push(...read.mistakes)
      else languages.set(parse(name).name.toLowerCase(), over(read.texts, languages.get(parse(name).name.toLowerCase())))
    }
  }
  return { languages, mistakes }
}

const over = (own: SomeTexts, before: SomeTexts = {}): SomeTexts => ({ ...before, ...own, notices: { ...before.notices, ...own.notices } })

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

function readOne(file: string, schema: typeof Texts | typeof Some): { texts: SomeTexts } | { mistakes: TextMistake[] } {
  let data: unknown
  try {
    data = JSON.parse(readFileSync(file, 'utf8'))
  } catch {
    return { mistakes: [{ file, path: '', what: 'is no JSON', right: 'must be like the shipped en.json' }] }
  }
  const result = v.safeParse(schema, data)
  if (result.success) return { texts: result.output }
  return { mistakes: result.issues.map((issue) => mistakeOf(file, issue)) }
}

function mistakeOf(file: string, issue: v.GenericIssue): TextMistake {
  const path = v.getDotPath(issue) ?? ''
  if (issue.kind !== 'schema') {
    const [what = '', right] = issue.message.split('; ')
    return right === undefined ? { file, path, what: 'cannot be used', right: what } : { file, path, what, right }
  }
  const what = issue.expected === 'never' ? 'is no text of ours' : issue.received === 'undefined' ? 'is missing' : `is ${issue.received}`
  return { file, path, what, right: `must be as in ${join(shipped, 'en.json')}` }
}

/**
 * @returns the text in that language, else in its kind, else in English, with the tag of what was found
 * @throws Error when there is none at all: English has them all, once its file was read without a mistake
 */
export function choose<T>(languages: Languages, language: string, pick: (texts: SomeTexts) => T | undefined): [string, T] {
  const tag = language.toLowerCase()
  for (const candidate of [tag, tag.split('-')[0] ?? '', 'en']) {
    const texts = languages.get(candidate)
    const found = texts && pick(texts)
    if (found !== undefined) return [candidate, found]
  }
  throw new Error('there is no English text')
}

/** @returns the text with its values in place; what stands in a value is left as it is */
export const fill = (text: string, values: Readonly<Record<string, string>>) => text.replace(/\{(\w+)\}/g, (_, name: string) => values[name] ?? '')
