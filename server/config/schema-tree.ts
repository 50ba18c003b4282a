import type * as v from 'valibot'

export type AnySchema = v.GenericSchema<unknown, unknown>
type Entries = Readonly<Record<string, AnySchema>>

/**
 * The names that may stand in a group of settings, each with its schema; undefined for anything but a group.
 * @param value what was written there: it says which kind of a group with kinds is meant
 */
export function entriesOf(schema: AnySchema, value: unknown): Entries | undefined {
  const inner = unwrap(schema)
  if (isGroup(inner)) return inner.entries
  if (!hasKinds(inner)) return undefined
  const kind = isRecord(value) ? value[inner.key] : undefined
  const chosen = inner.options.map((option) => entriesOf(option, value))
    .find((entries) => entries?.[inner.key] !== undefined && wordsIn(entries[inner.key])?.includes(String(kind)))
  return chosen
}

/** Every name that may stand in a group, whichever its kind. */
export function allEntriesOf(schema: AnySchema): Entries | undefined {
  const inner = unwrap(schema)
  if (isGroup(inner)) return inner.entries
  return hasKinds(inner) ? Object.assign({}, ...inner.options.map(allEntriesOf)) : undefined
}

/** The words to choose from, where a setting is one of a few. */
export function wordsIn(schema: AnySchema | undefined): readonly string[] | undefined {
  const inner = schema && unwrap(schema)
  if (!inner) return undefined
  if ('literal' in inner) return [String(inner.literal)]
  return isChoice(inner) ? inner.options.map(String) : undefined
}

/** The schema of what stands under `step` in a group or a list. */
export function childOf(schema: AnySchema | undefined, step: unknown, value: unknown): AnySchema | undefined {
  const inner = schema && unwrap(schema)
  if (!inner) return undefined
  if (isList(inner)) return inner.item
  const entries = entriesOf(inner, value) ?? allEntriesOf(inner)
  return typeof step === 'string' && entries && Object.hasOwn(entries, step) ? entries[step] : undefined
}

/** The name that says which kind a group is of. */
export function kindKeyOf(schema: AnySchema | undefined): string | undefined {
  const inner = schema && unwrap(schema)
  return inner && hasKinds(inner) ? inner.key : undefined
}

/** The kinds that a group can be of. */
export function kindsOf(schema: AnySchema | undefined): readonly string[] {
  const inner = schema && unwrap(schema)
  if (!inner || !hasKinds(inner)) return []
  return inner.options.flatMap((option) => wordsIn(allEntriesOf(option)?.[inner.key]) ?? [])
}

export const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

export const unwrap = (schema: AnySchema): AnySchema => (isWrapped(schema) ? unwrap(schema.wrapped) : schema)

// valibot's schemas are plain objects; these are the few shapes of them that files of settings use.
const isWrapped = (schema: AnySchema): schema is AnySchema & { wrapped: AnySchema } => 'wrapped' in schema
const isGroup = (schema: AnySchema): schema is AnySchema & { entries: Entries } => 'entries' in schema
const isList = (schema: AnySchema): schema is AnySchema & { item: AnySchema } => 'item' in schema
const isChoice = (schema: AnySchema): schema is AnySchema & { options: readonly unknown[] } => schema.type === 'picklist'
const hasKinds = (schema: AnySchema): schema is AnySchema & { key: string; options: readonly AnySchema[] } => schema.type === 'variant'
