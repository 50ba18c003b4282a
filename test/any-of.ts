import fc from 'fast-check'
import * as v from 'valibot'

type Schema = v.GenericSchema<unknown, unknown>
type Action = { kind: string; type: string; requirement?: unknown }

/** Texts that would like to be more than text: markup, other directions (UAX #9), what names break on, no end. */
export const oddText = fc.oneof(
  fc.string(), fc.string({ unit: 'binary' }),
  fc.constantFrom('<img src=x onerror=alert(1)>', '</p><script>alert(1)</script>', '\u202egnp.exe', '\u2066\u202e\u2069', '{n, plural, other {#}}', "'{", '__proto__', 'constructor', '\u0000', '\ud800', 'ﷺ'.repeat(50), 'W'.repeat(500), '🧑‍🚀'.repeat(30), ' ', ''),
)
const oddNumber = fc.oneof(fc.integer(), fc.double(), fc.constantFrom(0, -0, -1, 1e21, 1e308, Number.MAX_SAFE_INTEGER, 2 ** 31, 2 ** 32, 0.1, 5e-324))

/** Anything that the schema takes, as it would come over the wire: odd as far as the schema lets it. */
export function anyOf<S extends Schema>(schema: S): fc.Arbitrary<v.InferOutput<S>> {
  // Once over the wire: what JSON cannot say cannot come.
  return shaped(schema).map((value) => v.safeParse(schema, JSON.parse(JSON.stringify(value)))).filter(({ success }) => success).map((parsed) => v.parse(schema, parsed.output))
}

function shaped(schema: Schema): fc.Arbitrary<unknown> {
  const of = schema as unknown as { type: string; entries: Record<string, Schema>; wrapped: Schema; item: Schema; options: readonly unknown[]; literal: unknown; pipe?: readonly Action[] }
  const rules = (of.pipe ?? []).filter(({ kind }) => kind === 'validation')
  const rule = (type: string) => rules.find((one) => one.type === type)?.requirement
  switch (of.type) {
    case 'string': {
      const pattern = rule('regex')
      if (pattern instanceof RegExp) return fc.stringMatching(new RegExp(pattern.source, pattern.flags.replace('u', '')))
      return oddText.map((text) => text.slice(0, Number(rule('max_length') ?? text.length)))
    }
    case 'number': {
      const [low, high] = [Number(rule('min_value') ?? -Infinity), Number(rule('max_value') ?? Infinity)]
      const whole = rules.some(({ type }) => type === 'integer')
      return oddNumber.map((number) => Math.min(high, Math.max(low, whole ? Math.trunc(number) : number))).filter((number) => Number.isFinite(number))
    }
    case 'boolean': return fc.boolean()
    case 'literal': return fc.constant(of.literal)
    case 'picklist': return fc.constantFrom(...of.options)
    case 'optional': return fc.oneof(fc.constant(undefined), shaped(of.wrapped))
    case 'nullable': return fc.oneof(fc.constant(null), shaped(of.wrapped))
    case 'array': return fc.array(shaped(of.item), { maxLength: 12 })
    case 'variant': case 'union': return fc.oneof(...of.options.map((option) => shaped(option as Schema)))
    case 'object': case 'strict_object': return fc.record(Object.fromEntries(Object.entries(of.entries).map(([name, entry]) => [name, shaped(entry)])))
    default: throw new Error(`no way to make a ${of.type}`)
  }
}
