import { notFound } from '../twilio/answer.ts'
import type { Refusal } from '../twilio/fault.ts'

/**
 * How the API misbehaves.
 * - `refuse`: nobody listens
 * - `silent`: takes the connection and says nothing, TLS included
 * - `other-name`, `other-authority`: a certificate for another host, or one from an authority that nobody trusts
 * - `401`, `404`, `429`, `500`: as the documentation says; `404` is that of a service that is not there
 * - `503-page`, `404-page`: a page in HTML, as from something in front of it
 * - `no-number`, `landline`, `blocked`: 400 with error 60200, 403 with 60205, 403 with 60410
 * - `failed`: 201, and the verification has failed already
 * - `hang`: does what it is asked to and does not answer
 * - `cut`: does it and closes the connection
 * - `truncated`: does it, and the answer ends in its middle
 * - `not-json`, `other-json`, `endless`: does it and answers with something else
 * - `odd-name`: does it and calls it by what is no name
 * - `approves-another`: says approved, of a code for another number
 * - `approves-invalid`: says approved and not valid
 * - `odd-state`: says a state that there is not
 * - `redirect`: points to another address
 */
export type Fault =
  | 'refuse' | 'silent' | 'other-name' | 'other-authority' | '401' | '404' | '429' | '500' | '503-page' | '404-page' | 'no-number' | 'landline' | 'blocked'
  | 'failed' | 'hang' | 'cut' | 'truncated' | 'not-json' | 'other-json' | 'endless' | 'odd-name' | 'approves-another' | 'approves-invalid' | 'odd-state' | 'redirect'

const refusals: Partial<Record<Fault, (to: string) => Refusal>> = {
  '401': () => ({ status: 401, code: 20003, message: 'Authenticate' }),
  '404': () => notFound,
  '429': () => ({ status: 429, code: 20429, message: 'Too Many Requests' }),
  '500': () => ({ status: 500, code: 20500, message: 'Internal Server Error' }),
  'no-number': (to) => ({ status: 400, code: 60200, message: `Invalid parameter \`To\`: ${to}` }),
  'landline': (to) => ({ status: 403, code: 60205, message: `SMS is not supported by landline phone number ${to}` }),
  'blocked': (to) => ({ status: 403, code: 60410, message: `The destination phone number has been temporarily blocked: ${to}` }),
}

/** What the documentation has for it. Like the real one it quotes what it was given. */
export const refusalFor = (fault: Fault | undefined, to: string): Refusal | undefined => (fault ? refusals[fault]?.(to) : undefined)
