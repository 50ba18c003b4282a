import type { FastifyInstance } from 'fastify'
import * as v from 'valibot'
import { Refused } from './refused.ts'

/** More than any real request: a password of 256 characters, escaped, in a body with its fields. In bytes. */
export const LONGEST_BODY = 16 * 1024

// A body that is wrong everywhere is told in part.
const MOST_MISTAKES = 20

type AnySchema = v.GenericSchema<unknown, unknown>

/**
 * A request's body as its operation wants it, secrets wrapped. Fields that we do not know are from a newer client: left out.
 * @throws Refused `invalid-input` with every mistake, and never a value
 */
export function parsed<S extends AnySchema>(schema: S, body: unknown): v.InferOutput<S> {
  const result = v.safeParse(schema, body ?? {})
  if (result.success) return result.output
  throw new Refused('invalid-input', result.issues.slice(0, MOST_MISTAKES).map((issue) => ({ where: v.getDotPath(issue) ?? 'body', what: wordsFor(issue) })))
}

// valibot's own messages quote what was received.
function wordsFor({ type, expected, path, input }: v.GenericIssue): string {
  if (path?.at(-1)?.origin === 'key' && input === undefined) return 'is missing'
  return `${type.endsWith('_length') ? 'its length ' : ''}must be ${expected ?? 'otherwise'}`
}

/** JSON and nothing else, read so that no body can reach the prototype of our objects. */
export function readJsonOnly(app: FastifyInstance): void {
  const read = app.getDefaultJsonParser('error', 'error')
  app.removeAllContentTypeParsers()
  app.addContentTypeParser('application/json', { parseAs: 'string' }, (request, body, done) => {
    // Some clients say what type their empty body is.
    if (body === '') done(null, undefined)
    // The parser's own error quotes the body.
    else void read(request, body.toString(), (error, value) => done(error && notJson, value))
  })
}

const notJson = new Refused('invalid-input', [{ where: 'body', what: 'must be JSON, without __proto__ or constructor.prototype' }])
