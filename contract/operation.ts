import type * as v from 'valibot'
import type { ProblemCode } from './problems.ts'

type AnySchema = v.GenericSchema<unknown, unknown>

/** What there is to say of one operation, whoever it is for. */
export type Shape = {
  method: 'GET' | 'POST' | 'DELETE'
  path: `/v1/${string}`
  /** One sentence for the API document. */
  summary: string
  /** `begins`: the answer carries the token of a recovery, or of a sign-in for registration. `needs`: the request must carry it. */
  token?: 'begins' | 'needs'
  in: AnySchema
  out: AnySchema
  /** Bytes of the longest real answer, where a client must take more than it usually does. */
  longest?: number
  /** The same for everybody until it changes: a browser may keep the answer and ask whether it still is the last (`etag`). */
  lasting?: true
  /** The problems of this operation's own; every operation can also meet the general ones. */
  problems: readonly ProblemCode[]
}

/** One entry of a list of operations, its types kept to the letter. */
export const op = <const S extends Shape>(shape: S): S => shape
