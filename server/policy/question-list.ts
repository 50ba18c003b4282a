import * as v from 'valibot'
import { type Locate, type Path, readDocument } from '../../groundwork/settings/document.ts'
import { dotted, fit } from '../../groundwork/settings/fit.ts'
import { inOrder, type Mistake } from '../../groundwork/settings/mistake.ts'

const AN_ID = 'must be like first-concert: letters from a to z, digits and hyphens, at most 40, and in use for this question for ever'
const A_TEXT = 'must be a text in quotes or on one line'
// Without a flag: editors read it from the schema, which has none.
const A_TAG = /^[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*$/u

const Text = v.pipe(
  v.string(A_TEXT), v.trim(),
  // In kanji a question can be this short.
  v.minLength(5, `is too short to ask anything; ${A_TEXT} of at least 5 letters`),
  v.maxLength(150, 'is longer than a screen has room for; must have at most 150 letters'),
  v.regex(/^[^\p{C}]*$/u, 'has signs that nobody sees; must be letters, digits and punctuation'),
)

const Question = v.strictObject({
  id: v.pipe(v.string(AN_ID), v.regex(/^[a-z0-9](?:[a-z0-9-]{0,38}[a-z0-9])?$/u, `is no name of a question; ${AN_ID}`)),
  /** Nobody can pick it any more; who has answered it is still asked. */
  retired: v.optional(v.boolean('must be true or false'), false),
  /** By language tag. */
  text: v.pipe(
    v.record(v.string(), Text, 'must be a group of languages, such as { en: ..., de: ... }'),
    v.check((texts) => strange(texts).length === 0, ({ input }) => `has the language ${strange(input).join(', ')}; must have tags such as de or pt-BR`),
  ),
})

const strange = (texts: Readonly<Record<string, unknown>>) => Object.keys(texts).filter((tag) => !A_TAG.test(tag))

/** The file of a company's questions. */
export const QuestionFile = v.strictObject({
  version: v.literal(1, 'must be 1: this server knows version 1 of the file of questions'),
  /** Every question has its text in this one; it is what people read whose own is missing. */
  language: v.optional(v.pipe(v.string('must be a language tag'), v.regex(A_TAG, 'must be a language tag such as en')), 'en'),
  questions: v.pipe(v.array(Question, 'must be a list of questions'), v.minLength(3, 'has fewer than three questions; must have at least 3')),
})

export type Question = { readonly id: string; readonly retired: boolean; readonly text: Readonly<Record<string, string>> }
export type QuestionList = { readonly language: string; readonly questions: readonly Question[] }
export type LoadedQuestions = { ok: true; list: QuestionList } | { ok: false; mistakes: Mistake[] }

/**
 * Reads a file of questions, YAML or JSON, which YAML contains.
 * @param fileName the name under which mistakes point to it
 * @returns never throws
 */
export function loadQuestions(text: string, fileName: string): LoadedQuestions {
  const { value, locate, mistakes } = readDocument(text, fileName)
  if (value === undefined) return { ok: false, mistakes: inOrder(mistakes) }
  const fitted = fit(QuestionFile, value, locate)
  if (!fitted.ok) return { ok: false, mistakes: inOrder([...mistakes, ...fitted.mistakes]) }
  const { language, questions } = fitted.value
  const list = { language: language.toLowerCase(), questions: questions.map((one) => ({ ...one, text: lowerTags(one.text) })) }
  const found = [...mistakes, ...[...untold(list), ...twice(list)].map((finding) => placed(finding, locate))]
  return found.length > 0 ? { ok: false, mistakes: inOrder(found) } : { ok: true, list }
}

/** The questions that somebody can pick when they register. */
export const offered = ({ questions }: QuestionList): readonly Question[] => questions.filter(({ retired }) => !retired)

/** A question in somebody's language, else in its kind, else in the language of the list. @param tag such as `de-CH` */
export function textOf({ text }: Question, { language }: Pick<QuestionList, 'language'>, tag: string): string {
  const wanted = tag.toLowerCase()
  const found = [wanted, wanted.split('-')[0] ?? '', language].map((one) => text[one]).find((one) => one !== undefined)
  if (found === undefined) throw new Error('every question has its text in the language of the list')
  return found
}

type Wrong = { path: Path; what: string; right: string }

const placed = ({ path, what, right }: Wrong, locate: Locate): Mistake => ({ ...locate(path, 'value'), path: dotted(path), what, right })

const lowerTags = (texts: Readonly<Record<string, string>>) => Object.fromEntries(Object.entries(texts).map(([tag, text]) => [tag.toLowerCase(), text]))

const untold = ({ language, questions }: QuestionList): Wrong[] => questions.flatMap(({ text }, index) =>
  (text[language] === undefined ? [{ path: ['questions', index, 'text'], what: `has no ${language}`, right: `must have it: it is the language of the list` }] : []))

/** Of two with one id, an answer could be to either; two with one text ask the same twice. */
function twice({ questions }: QuestionList): Wrong[] {
  return questions.flatMap((one, index): Wrong[] => {
    const before = questions.slice(0, index)
    const ids = before.some(({ id }) => id === one.id) ? [{ path: ['questions', index, 'id'], what: `is "${one.id}", as another question's`, right: 'must be its own' }] : []
    const texts = Object.entries(one.text).flatMap(([tag, text]) => {
      const same = before.find((other) => other.text[tag]?.toLowerCase() === text.toLowerCase())
      return same ? [{ path: ['questions', index, 'text', tag], what: `asks the same as "${same.id}"`, right: 'must be another question' }] : []
    })
    return [...ids, ...texts]
  })
}
