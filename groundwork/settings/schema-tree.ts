import type * as v from 'valibot'

export type AnySchema = v.GenericSchema<unknown, unknown>
type Entries = Readonly<Record<string, AnySchema>>
/** A place in the data, with the schema of what belongs there; undefined where nothing belongs. */
export type Spot = { schema: AnySchema | undefined; value: unknown }

/** The spots on the way to `path`, the whole first. */
export function spotsTo(schema: AnySchema, data: unknown, path: readonly (string | number)[]): [Spot, ...Spot[]] {
  let spot: Spot = { schema, value: data }
  const spots: [Spot, ...Spot[]] = [spot]
  for (const step of path) {
    spot = { schema: childOf(spot, step), value: valueAt(spot.value, [step]) }
    spots.push(spot)
  }
  return spots
}

/**
 * The names that may stand in a group of settings, each with its schema; undefined for anything but a group. A group of which
 * several kinds exist has the names of the kind that was written there, or of every kind when that is unknown.
 */
export function entriesOf({ schema, value }: Spot): Entries | undefined {
  const inner = schema && unwrap(schema)
  if (!inner) return undefined
  if (isGroup(inner)) return inner.entries
  if (!hasKinds(inner)) return undefined
  const kind = isRecord(value) ? value[inner.key] : undefined
  const chosen = inner.options.find((option) => wordsIn(entriesOf({ schema: option, value })?.[inner.key])?.some((word) => word === kind))
  if (chosen) return entriesOf({ schema: chosen, value })
  return Object.fromEntries(inner.options.flatMap((option) => Object.entries(entriesOf({ schema: option, value }) ?? {})))
}

/** Of a group of which several kinds exist: the name that says the kind, and the kinds. */
export function kindsOf(schema: AnySchema | undefined): { key: string; words: readonly string[] } | undefined {
  const inner = schema && unwrap(schema)
  if (!inner || !hasKinds(inner)) return undefined
  const { key, options } = inner
  return { key, words: options.flatMap((option) => wordsIn(entriesOf({ schema: option, value: undefined })?.[key]) ?? []) }
}

/** The words to choose from, where a setting is one of a few. */
export function wordsIn(schema: AnySchema | undefined): readonly string[] | undefined {
  const inner = schema && unwrap(schema)
  if (!inner) return undefined
  if ('literal' in inner) return [String(inner.literal)]
  return isChoice(inner) ? inner.options.map(String) : undefined
}

export function isListOfGroups(schema: AnySchema): boolean {
  const inner = unwrap(schema)
  return isList(inner) && entriesOf({ schema: inner.item, value: undefined }) !== undefined
}

/** What stands at a path of plain data, whether or not it belongs there. */
export const valueAt = (data: unknown, path: readonly (string | number)[]): unknown =>
  path.reduce((value, step) => (isRecord(value) || Array.isArray(value) ? Reflect.get(value, step) : undefined), data)

export const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** The schema itself, without its being optional. */
export const unwrap = (schema: AnySchema): AnySchema => (isWrapped(schema) ? unwrap(schema.wrapped) : schema)

function childOf({ schema, value }: Spot, step: string | number): AnySchema | undefined {
  const inner = schema && unwrap(schema)
  if (inner && isList(inner)) return inner.item
  const entries = entriesOf({ schema, value })
  return entries && Object.hasOwn(entries, step) ? entries[step] : undefined
}

// valibot's schemas are plain objects; these are the few shapes of them that files of settings use.
const isWrapped = (schema: AnySchema): schema is AnySchema & { wrapped: AnySchema } => 'wrapped' in schema
const isGroup = (schema: AnySchema): schema is AnySchema & { entries: Entries } => 'entries' in schema
const isList = (schema: AnySchema): schema is AnySchema & { item: AnySchema } => 'item' in schema
const isChoice = (schema: AnySchema): schema is AnySchema & { options: readonly unknown[] } => schema.type === 'picklist'
const hasKinds = (schema: AnySchema): schema is AnySchema & { key: string; options: readonly AnySchema[] } => schema.type === 'variant'
