import * as v from 'valibot'
import type { Locate, Path } from './document.ts'
import type { Mistake } from './mistake.ts'
import { nearest } from './nearest.ts'
import { type AnySchema, entriesOf, isRecord, kindsOf, type Spot, spotsTo, wordsIn } from './schema-tree.ts'

export type Fitted<T> = { ok: true; value: T } | { ok: false; mistakes: Mistake[] }

/**
 * Fits data to a schema of settings and names every mistake. The schema's own messages say what would be right ("must be at
 * most 8"), or what is wrong and what would be right, parted by "; ".
 */
export function fit<S extends AnySchema>(schema: S, data: unknown, locate: Locate): Fitted<v.InferOutput<S>> {
  const result = v.safeParse(schema, data)
  if (result.success) return { ok: true, value: result.output }
  const mistakes = [
    ...strangers(schema, data, locate),
    ...result.issues.flatMap((issue) => mistakeOf(schema, data, issue, locate) ?? []),
  ]
  // A number that is neither whole nor in range is one mistake, not two.
  const seen = new Map(mistakes.toReversed().map((mistake) => [mistake.path, mistake]))
  return { ok: false, mistakes: mistakes.filter((mistake) => seen.get(mistake.path) === mistake) }
}

/** Names that no setting has. Searched here because valibot reports only the first of each group. */
function strangers(schema: AnySchema, data: unknown, locate: Locate, path: Path = []): Mistake[] {
  const spot = spotsTo(schema, data, path).at(-1)
  if (!spot) return []
  if (Array.isArray(spot.value)) return spot.value.flatMap((_, index) => strangers(schema, data, locate, [...path, index]))
  if (!isRecord(spot.value)) return []
  const entries = entriesOf(spot)
  if (!entries) return []
  return Object.keys(spot.value).flatMap((name) => {
    const here = [...path, name]
    if (Object.hasOwn(entries, name)) return strangers(schema, data, locate, here)
    return [{ ...locate(here, 'key'), path: dotted(here), what: 'is no setting', right: oneOf(name, Object.keys(entries)) }]
  })
}

function mistakeOf(schema: AnySchema, data: unknown, issue: v.GenericIssue, locate: Locate): Mistake | undefined {
  const whole = (issue.path ?? []).map(({ key }) => (typeof key === 'number' ? key : String(key)))
  // To valibot a list is a group whose names are numbers: it complains about what is in it.
  const listed = spotsTo(schema, data, whole).findIndex((spot) => Array.isArray(spot.value) && entriesOf(spot) !== undefined)
  if (issue.expected === 'never' && listed < 0) return undefined
  const path = listed < 0 ? whole : whole.slice(0, listed)
  const spots = spotsTo(schema, data, path)
  const target = spots.at(-1) ?? spots[0]
  const group = spots.at(-2)
  const kinds = kindsOf(group?.schema)
  const words = kinds?.key === path.at(-1) ? kinds?.words : wordsIn(target.schema)
  const missing = target.value === undefined
  return {
    ...locate(path, missing ? 'key' : 'value'),
    path: dotted(path),
    ...(issue.kind === 'schema' ? wrongKind(target, words, issue) : wrongValue(target, issue)),
  }
}

type Words = Pick<Mistake, 'what' | 'right'>

function wrongKind(target: Spot, words: readonly string[] | undefined, issue: v.GenericIssue): Words {
  const { value } = target
  const what = value === undefined ? 'is missing' : `is ${typeof value === 'string' && words ? JSON.stringify(value) : nameOf(value)}`
  const entries = entriesOf(target)
  if (entries) return { what, right: `must be a group of settings: ${Object.keys(entries).join(', ')}` }
  if (issue.type === 'variant' && words) return { what, right: oneOf(value, words) }
  return { what, right: `${words ? meant(value, words) : ''}${rightIn(messageFor(target, issue))}` }
}

function wrongValue({ value }: Spot, { message }: v.GenericIssue): Words {
  const [what, right] = message.split('; ')
  return right === undefined ? { what: `is ${nameOf(value)}`, right: message } : { what: what ?? '', right }
}

/** What is missing is not looked at by valibot, so that its schema is asked here what it would have said. */
function messageFor({ schema, value }: Spot, issue: v.GenericIssue): string {
  const asked = schema && value === undefined ? v.safeParse(schema, undefined).issues?.[0] : undefined
  return (asked ?? issue).message
}

const rightIn = (message: string) => message.split('; ').at(-1) ?? message

const oneOf = (typed: unknown, words: readonly string[]) => `${meant(typed, words)}must be one of ${words.join(', ')}`

function meant(typed: unknown, words: readonly string[]): string {
  const guess = typeof typed === 'string' ? nearest(typed, words) : undefined
  return guess ? `did you mean ${guess}? ` : ''
}

/** Texts are not repeated: one of them may be a password in the wrong place. */
function nameOf(value: unknown): string {
  if (value === null) return 'left empty'
  if (Array.isArray(value)) return value.length === 0 ? 'an empty list' : 'a list'
  if (typeof value === 'object') return 'a group of settings'
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : 'a text'
}

export const dotted = (path: Path) => path.join('.')
