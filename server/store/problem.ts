/**
 * - `folder-not-writable`: the embedded database's folder cannot be made or written
 * - `in-use`: another process has the embedded database open
 * - `unreachable`: nobody answers, or the connection broke; whether the last change took effect is not known
 * - `refused`: the database is there and does not let us in
 * - `failed`: the database said no to something of ours: a fault
 */
export type StoreProblemKind = 'folder-not-writable' | 'in-use' | 'unreachable' | 'refused' | 'failed'

/** What a store can answer instead. The message is for the log and for administrators; it holds no value that was stored. */
export class StoreProblem extends Error {
  readonly kind: StoreProblemKind

  constructor(kind: StoreProblemKind, detail: string) {
    super(`${kind}: ${detail}`)
    this.name = 'StoreProblem'
    this.kind = kind
  }
}

/** Runs a piece of work on the database. @throws StoreProblem for whatever the database or the way to it answered instead */
export async function guarded<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    throw storeProblem(error)
  }
}

/**
 * The drivers' errors quote the query and its values, among them states and hashes of tokens. So nothing of them goes on but
 * the code and the name of the constraint, and they are no `cause` either: loggers print causes.
 * @returns a `StoreProblem`; what does not come from the database as it is
 */
export function storeProblem(error: unknown): unknown {
  if (error instanceof StoreProblem) return error
  const chain = causes(error)
  const code = chain.map((cause) => textOf(cause, 'code')).find((text) => text !== undefined)
  if (code !== undefined) return new StoreProblem(kindOf(code), describe(code, chain))
  if (chain.some(({ message }) => BROKEN.test(message))) return new StoreProblem('unreachable', 'the connection broke')
  return chain.some(({ message }) => message.startsWith('Failed query')) ? new StoreProblem('failed', 'a query failed') : error
}

/** Errors of pg, pg-pool and PGlite that carry no code. */
const BROKEN = /^(Connection terminated|timeout exceeded when trying to connect|Query read timeout|PGlite is clos)|Cannot use a pool after calling end/

// PostgreSQL, appendix A: 28 authorization, 3D no such database, 42501 no such right; 08 connection, 53 resources,
// 57P shutdown. Longer codes are the operating system's, such as ECONNREFUSED.
function kindOf(code: string): StoreProblemKind {
  if (/^28|^3D|^42501$|^ERR_INVALID_URL$/.test(code)) return 'refused'
  return code.length !== 5 || /^08|^53|^57P/.test(code) ? 'unreachable' : 'failed'
}

function describe(code: string, chain: readonly Error[]): string {
  const words = meanings[code]
  const constraint = chain.map((cause) => textOf(cause, 'constraint')).find((text) => text !== undefined)
  return [words ?? 'the database answered with', code, constraint && `at ${constraint}`].filter(Boolean).join(' ')
}

const meanings: Partial<Record<string, string>> = {
  '28P01': 'the password is wrong',
  '28000': 'the user is not let in',
  '3D000': 'there is no such database',
  '42501': 'the user lacks a right',
  '53300': 'the database has no connection left',
  '57P01': 'the database is shutting down',
  '57P03': 'the database is starting up',
  'ECONNREFUSED': 'nobody listens at that address',
  'ERR_INVALID_URL': 'the address is not like postgresql://user:password@host/database:',
  'ENOTFOUND': 'the name cannot be resolved',
  'ETIMEDOUT': 'nobody answers at that address',
}

function causes(error: unknown): Error[] {
  return error instanceof Error ? [error, ...causes(error.cause)] : []
}

function textOf(error: Error, field: string): string | undefined {
  const value: unknown = Object.getOwnPropertyDescriptor(error, field)?.value
  return typeof value === 'string' ? value : undefined
}
