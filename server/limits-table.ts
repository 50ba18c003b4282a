import { toJsonSchema } from '@valibot/to-json-schema'
import * as v from 'valibot'
import { Policy } from './policy/policy.ts'

/** A number of the policy file, with the limits that no policy can pass. */
export type Limit = { path: string; least: number; most: number; usual: number | undefined; says: string }

const Numbers = v.object({ type: v.literal('integer'), minimum: v.number(), maximum: v.number(), default: v.optional(v.number()), description: v.string() })
const Group = v.object({ properties: v.record(v.string(), v.unknown()) })
const List = v.object({ items: v.unknown() })

/** Every number of the policy file, from the schema that checks it. */
export const limits = (): Limit[] => limitsIn(toJsonSchema(Policy, { typeMode: 'input', errorMode: 'ignore', target: 'draft-07' }), '')

function limitsIn(schema: unknown, path: string): Limit[] {
  const below = (name: string) => (path === '' ? name : `${path}.${name}`)
  if (v.is(Numbers, schema)) return [{ path, least: schema.minimum, most: schema.maximum, usual: schema.default, says: schema.description }]
  if (v.is(Group, schema)) return Object.entries(schema.properties).flatMap(([name, inner]) => limitsIn(inner, below(name)))
  return v.is(List, schema) ? limitsIn(schema.items, path) : []
}

const BEGIN = '<!-- written by scripts/write-schemas.ts -->'
const END = '<!-- to here -->'

/** A page with its table of limits written anew. @throws Error where the page has no place for one */
export function withLimits(page: string): string {
  const [before, rest] = page.split(`${BEGIN}\n`)
  const after = rest?.split(END)[1]
  if (before === undefined || after === undefined) throw new Error('the page has no place for the table')
  return `${before}${BEGIN}\n${table()}${END}${after}`
}

function table(): string {
  // The two kinds of codes have the same numbers.
  const same = ({ path, ...rest }: Limit) => JSON.stringify([path.replace(/^(?:email|sms)Code\./u, 'code.'), rest])
  const rows = Map.groupBy(limits(), same)
  const lines = [...rows.values()].map((row) => {
    const [{ least, most, usual, says } = { least: 0, most: 0, usual: 0, says: '' }] = row
    return `| ${row.map(({ path }) => `\`${path}\``).join(', ')} | ${usual ?? 'must be there'} | ${least} to ${most} | ${says} |\n`
  })
  return `| setting | default | limits | |\n|---|---|---|---|\n${lines.join('')}`
}
