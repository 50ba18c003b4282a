/**
 * How the API misbehaves.
 * - `refuse`: nobody listens
 * - `silent`: takes the connection and says nothing, TLS included
 * - `other-name`, `other-authority`: a certificate for another host, or one from an authority that nobody trusts
 * - `401`, `429`, `500`: as the documentation says
 * - `503-page`: a page in HTML, as from something in front of it
 * - `no-number`: 400 with error 21211, which quotes the number
 * - `no-sender`: 400 with error 21606, which is about us
 * - `stopped`: 400 with error 21610: the person told the provider to stop
 * - `failed`: 201, and the message has failed already
 * - `hang`: takes the message and does not answer
 * - `cut`: takes the message and closes the connection
 * - `truncated`: takes the message, and the answer ends in its middle
 * - `not-json`, `other-json`, `endless`: takes the message and answers with something else
 * - `odd-name`, `long-name`: takes the message and gives it a name that is no text, or one that fits in no index
 * - `redirect`: points to another address
 */
export type Fault =
  | 'refuse' | 'silent' | 'other-name' | 'other-authority' | '401' | '429' | '500' | '503-page' | 'no-number' | 'no-sender' | 'stopped'
  | 'failed' | 'hang' | 'cut' | 'truncated' | 'not-json' | 'other-json' | 'endless' | 'odd-name' | 'long-name' | 'redirect'

export type Refusal = { status: number; code: number; message: string }

const refusals: Partial<Record<Fault, (to: string) => Refusal>> = {
  '401': () => ({ status: 401, code: 20003, message: 'Authenticate' }),
  '429': () => ({ status: 429, code: 20429, message: 'Too Many Requests' }),
  '500': () => ({ status: 500, code: 20500, message: 'Internal Server Error' }),
  'no-number': (to) => ({ status: 400, code: 21211, message: `Invalid 'To' Phone Number: ${to}` }),
  'no-sender': (to) => ({ status: 400, code: 21606, message: `The 'From' phone number provided is not a valid message-capable number for ${to}` }),
  'stopped': (to) => ({ status: 400, code: 21610, message: `Attempt to send to unsubscribed recipient ${to}` }),
}

/** What the documentation has for it. Like the real one it quotes what it was given. */
export const refusalFor = (fault: Fault | undefined, to: string): Refusal | undefined => (fault ? refusals[fault]?.(to) : undefined)
