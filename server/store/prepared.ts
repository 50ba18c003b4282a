import { createHash } from 'node:crypto'
import pg from 'pg'

/**
 * A client whose statements with values are prepared under a name, once for each connection: the database reads and plans them
 * once instead of each time, which was a quarter of its work in a recovery. Values are never part of a statement's text,
 * so there are as many names as there are statements in our code.
 */
export class PreparingClient extends pg.Client {}

// pg's own method has a dozen shapes; which of them was meant is its business.
Object.defineProperty(PreparingClient.prototype, 'query', {
  value(this: PreparingClient, query: unknown, values: unknown, ...rest: readonly unknown[]): unknown {
    // eslint-disable-next-line @typescript-eslint/unbound-method -- it is bound by this very call
    return Reflect.apply(pg.Client.prototype.query, this, [prepared(query, values), values, ...rest])
  },
})

/** @returns the same query with a name, where it is a text with values and has none yet */
function prepared(query: unknown, values: unknown): unknown {
  if (!Array.isArray(values) || values.length === 0) return query
  if (typeof query === 'string') return { text: query, name: nameOf(query) }
  if (typeof query !== 'object' || query === null || !('text' in query) || typeof query.text !== 'string') return query
  return 'name' in query && query.name !== undefined ? query : { ...query, name: nameOf(query.text) }
}

const names = new Map<string, string>()

/** PostgreSQL keeps 63 characters of a name. */
function nameOf(text: string): string {
  const known = names.get(text)
  if (known !== undefined) return known
  const name = createHash('sha256').update(text).digest('base64url')
  names.set(text, name)
  return name
}
