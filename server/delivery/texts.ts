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
      ({ input }) => `names ${names(input).map((name) => `{${name}}`).join(', ')}; it may name ${known.join(', ')}`,
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
  /** What was done, and what was begun when nobody knows its end. */
  notices: v.strictObject({ 'unlock': NoticeTexts, 'set-password': NoticeTexts, 'unclear': NoticeTexts }),
  /** What {where} of a notice says. */
  places: v.strictObject({ 'workstation': place, 'portal-inside': place, 'portal-outside': place }),
})
export type Texts = v.InferOutput<typeof Texts>

/** By language tag in lower case. */
export type Languages = ReadonlyMap<string, Texts>

/**
 * The messages' words, one file for each language. A language is added by adding its file.
 * @throws Error that names the file and the mistake
 */
export function readTexts(folder = join(import.meta.dirname, 'texts')): Languages {
  return new Map(readdirSync(folder).filter((file) => file.endsWith('.json')).map((file) => [parse(file).name.toLowerCase(), read(folder, file)]))
}

function read(folder: string, file: string): Texts {
  const result = v.safeParse(Texts, JSON.parse(readFileSync(join(folder, file), 'utf8')))
  if (result.success) return result.output
  throw new Error(`${file}: ${result.issues.map((issue) => [v.getDotPath(issue), issue.message].filter(Boolean).join(': ')).join('; ')}`)
}

/** @returns the texts in that language, else in its kind, else in English, with the tag of what was found */
export function choose(languages: Languages, language: string): [string, Texts] {
  const tag = language.toLowerCase()
  const tags = [tag, tag.split('-')[0] ?? '', 'en']
  for (const candidate of tags) {
    const texts = languages.get(candidate)
    if (texts) return [candidate, texts]
  }
  throw new Error('there is no English text')
}

/** @returns the text with its values in place; what stands in a value is left as it is */
export const fill = (text: string, values: Readonly<Record<string, string>>) => text.replace(/\{(\w+)\}/g, (_, name: string) => values[name] ?? '')
