import { Secret } from '@gatehouse/contract'

// What must not be in a log under any of these names, however deep and however spelt. Bodies and headers are never logged; this
// is for the day somebody does.
const COVERED = new Set([
  'account', 'answer', 'authorization', 'body', 'code', 'codes', 'codeskey', 'cookie', 'gatehouserecovery', 'headers', 'key', 'newpassword', 'pass',
  'password', 'secret', 'steptoken', 'token', 'unicodepwd', 'url', 'username',
])
const DEEPEST = 6
const LONGEST = 4000

/**
 * What a log line may show of something: plain data, secrets and everything under a telling name covered.
 * Objects of a class are shown by its name alone, because nobody knows what they hold.
 */
export function cover(value: unknown, depth = 0): unknown {
  if (typeof value === 'string') return value.slice(0, LONGEST)
  if (typeof value === 'bigint' || typeof value === 'function' || typeof value === 'symbol') return `[${typeof value}]`
  if (typeof value !== 'object' || value === null) return value
  if (value instanceof Secret) return '[secret]'
  if (depth > DEEPEST) return '[deep]'
  if (value instanceof Error) return shown(value, depth)
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? '[no date]' : value.toISOString()
  if (Array.isArray(value)) return value.slice(0, 100).map((item) => cover(item, depth + 1))
  if (!isPlain(value)) return `[${value.constructor.name}]`
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, isCovered(name) ? '[covered]' : cover(inner, depth + 1)]))
}

/** The fields of an error that we know: drivers hang queries, addresses and answers on theirs. */
function shown(error: Error, depth: number) {
  const reason: unknown = 'code' in error ? error.code : undefined
  return {
    type: error.name,
    message: error.message.slice(0, LONGEST),
    ...(typeof reason === 'string' && { reason }),
    stack: error.stack?.slice(0, LONGEST),
    ...(error.cause instanceof Error && { cause: cover(error.cause, depth + 1) }),
  }
}

const isCovered = (name: string) => COVERED.has(name.toLowerCase().replace(/[_-]/gu, ''))

function isPlain(value: object): boolean {
  const prototype: unknown = Object.getPrototypeOf(value)
  return prototype === Object.prototype || prototype === null
}
