/**
 * - `folder-not-writable`: the embedded database's folder cannot be made or written
 * - `in-use`: another process has the embedded database open
 * - `unreachable`: nobody answers, or the connection broke; whether the last change took effect is not known
 * - `busy`: the database could not do it at this moment and changed nothing; the next time it may
 * - `refused`: the database is there and does not let us in
 * - `failed`: the database said no to something of ours: a fault
 */
export type StoreProblemKind = 'folder-not-writable' | 'in-use' | 'unreachable' | 'busy' | 'refused' | 'failed'

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
  const kind = code === undefined ? undefined : kindOf(code)
  if (code !== undefined && kind) return new StoreProblem(kind, describe(code, chain))
  if (chain.some(({ message }) => BROKEN.test(message))) return new StoreProblem('unreachable', 'the connection broke')
  if (chain.some(({ message }) => NO_TLS.test(message))) return new StoreProblem('refused', 'the database offers no TLS')
  return chain.some(({ message }) => message.startsWith('Failed query')) ? new StoreProblem('failed', 'a query failed') : error
}

/** Errors of pg, pg-pool and PGlite that carry no code. */
const BROKEN = /^(Connection terminated|Client (has encountered a connection error|was closed) and is not queryable|timeout exceeded when trying to connect|timeout expired|Query read timeout|PGlite is clos)|Cannot use a pool after calling end/
const NO_TLS = /^The server does not support SSL connections/

/** @returns undefined for a code that is neither the database's nor of the way to it: a fault of a program, to be seen as one */
function kindOf(code: string): StoreProblemKind | undefined {
  // PostgreSQL, appendix A: five letters and digits, always one digit at least.
  if (/^(?=.*\d)[0-9A-Z]{5}$/.test(code)) return kindOfState(code)
  if (code === 'ERR_INVALID_URL') return 'refused'
  // Node: the operating system's own (ECONNREFUSED, EPIPE, EAI_AGAIN), then what is between it and us.
  return /^E(?!RR_)[A-Z_]+$|^ERR_(TLS|SSL|STREAM|SOCKET)_/.test(code) || UNTRUSTED.test(code) ? 'unreachable' : undefined
}

// 28 authorization, 3D no such database, 42501 no such right; 40 rolled back, 55P03 and 57014 time-outs of a lock and of a
// statement; 40003 rolled back or not, 08 connection, 53 resources, 57P shutdown.
function kindOfState(code: string): StoreProblemKind {
  if (/^28|^3D|^42501$/.test(code)) return 'refused'
  if (/^08|^53|^57P|^40003$/.test(code)) return 'unreachable'
  return /^40|^55P03$|^57014$/.test(code) ? 'busy' : 'failed'
}

// OpenSSL's X509_V_ERR_* as Node spells them, and Node's own for a name that does not fit.
const UNTRUSTED = /CERT|SIGNATURE|ISSUER|^INVALID_(CA|PURPOSE)$|HOSTNAME_MISMATCH/

function describe(code: string, chain: readonly Error[]): string {
  const words = meanings[code] ?? (UNTRUSTED.test(code) ? 'its certificate is not trusted' : undefined)
  const constraint = chain.map((cause) => textOf(cause, 'constraint')).find((text) => text !== undefined)
  return [words ?? 'the database answered with', code, constraint && `at ${constraint}`].filter(Boolean).join(' ')
}

const meanings: Partial<Record<string, string>> = {
  '28P01': 'the password is wrong',
  '28000': 'the user is not let in',
  '3D000': 'there is no such database',
  '42501': 'the user lacks a right',
  '40001': 'two changes met, and it made neither',
  '40P01': 'two changes waited for each other, and it made neither',
  '53300': 'the database has no connection left',
  '55P03': 'a lock was not given in time',
  '57014': 'a statement took too long and was cancelled',
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
