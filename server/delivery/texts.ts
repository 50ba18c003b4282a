import { readdirSync, readFileSync } from 'node:fs'
import { join, parse } from 'node:path'
import { Secret } from '@gatehouse/contract'
import * as v from 'valibot'
import type { Write } from './ports.ts'

/** What a text may name, and where. */
const placeholders = { subject: ['company'], body: ['company', 'code', 'howLong', 'helpdesk'] } as const

const names = (text: string) => [...text.matchAll(/\{(\w*)\}/g)].map(([, name]) => name ?? '')

const textOf = (part: keyof typeof placeholders) =>
  v.pipe(
    v.string(),
    v.check(
      (text) => names(text).every((name) => placeholders[part].some((known) => known === name)),
      ({ input }) => `${part} names ${names(input).map((name) => `{${name}}`).join(', ')}; it may name ${placeholders[part].join(', ')}`,
    ),
    v.check((text) => placeholders[part].every((name) => names(text).includes(name)), `${part} must name each of: ${placeholders[part].join(', ')}`),
  )

const Text = v.strictObject({
  subject: textOf('subject'),
  body: v.pipe(
    v.array(v.string()),
    // Alone on its line it can be seen, selected and read out.
    v.check((lines) => lines.filter((line) => line === '{code}').length === 1, 'body must have {code} alone on one line'),
    v.transform((lines) => lines.join('\n')),
    textOf('body'),
  ),
})
type Text = v.InferOutput<typeof Text>
export type Texts = ReadonlyMap<string, Text>

/**
 * The mails' words, one file for each language. A language is added by adding its file.
 * @returns by language tag in lower case
 * @throws Error that names the file and the mistake
 */
export function readTexts(folder = join(import.meta.dirname, 'texts')): Texts {
  return new Map(readdirSync(folder).filter((file) => file.endsWith('.json')).map((file) => [parse(file).name.toLowerCase(), read(folder, file)]))
}

function read(folder: string, file: string): Text {
  const result = v.safeParse(Text, JSON.parse(readFileSync(join(folder, file), 'utf8')))
  if (result.success) return result.output
  throw new Error(`${file}: ${result.issues.map((issue) => [v.getDotPath(issue), issue.message].filter(Boolean).join(': ')).join('; ')}`)
}

/**
 * Writes in the person's language, else in English. The code is never in the subject, and not at the beginning of the text
 * either: both are shown on the locked screen of a telephone, to whoever holds it.
 */
export function writeCode(texts: Texts, about: { company: string; helpdesk: string }): Write {
  return (language, code, seconds) => {
    const [tag, text] = choose(texts, language)
    const minutes = Math.max(1, Math.round(seconds / 60))
    const howLong = new Intl.NumberFormat(tag, { style: 'unit', unit: 'minute', unitDisplay: 'long' }).format(minutes)
    const values: Record<string, string> = { ...about, howLong, code: code.reveal() }
    return { subject: fill(text.subject, { company: about.company }), text: new Secret(fill(text.body, values)) }
  }
}

function choose(texts: Texts, language: string): [string, Text] {
  const tag = language.toLowerCase()
  const tags = [tag, tag.split('-')[0] ?? '', 'en']
  for (const candidate of tags) {
    const text = texts.get(candidate)
    if (text) return [candidate, text]
  }
  throw new Error('there is no English text')
}

const fill = (text: string, values: Record<string, string>) => text.replace(/\{(\w+)\}/g, (_, name: string) => values[name] ?? '')
