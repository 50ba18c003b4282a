import * as v from 'valibot'

/**
 * What leaves is what the contract says and nothing more: a field that somebody added to an object inside the server does not
 * slip out, in production as in tests.
 * @throws Error that names the place, not the value: a server that breaks its own contract is a bug
 */
export function answerOf<S extends v.GenericSchema<unknown, unknown>>(schema: S, value: v.InferInput<S>, operation: string): v.InferOutput<S> {
  const result = v.safeParse(schema, value)
  if (result.success) return result.output
  throw new Error(`the answer of ${operation} breaks the contract at ${v.getDotPath(result.issues[0]) ?? 'its root'}`)
}
