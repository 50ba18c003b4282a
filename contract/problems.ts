import * as v from 'valibot'
import { Seconds } from './words.ts'

/**
 * Everything that can go wrong between a screen and the directory, once. `status` is the HTTP status (RFC 9110) with which the
 * server says it; `0` marks what only the client can find out, because no answer of our server arrived.
 * The words that people read are in src-renderer's languages, under these codes; `title` is for administrators and logs.
 */
export const problems = {
  'invalid-input': { status: 400, title: 'The request has a field that is missing or wrong' },
  'foreign-request': { status: 403, title: 'The request comes from a page that is not the portal, or there is no portal' },
  'unknown-recovery': { status: 401, title: 'No recovery belongs to this token, or its record has gone' },
  'not-signed-in': { status: 401, title: 'No sign-in for registration belongs to this cookie, or it is over' },
  'nonce-needed': { status: 401, title: 'A proof without a nonce of this moment; the answer says one' },
  'device-proof-refused': { status: 401, title: 'The proof or the ticket is not what this request needs' },
  'ticket-over': { status: 401, title: 'This ticket is over, or came after a newer one' },
  'negotiate-needed': { status: 401, title: 'The browser must show who is signed in to this PC (RFC 4559)' },
  'sign-in-refused': { status: 403, title: 'Nobody is signed in by this: it is wrong, or that account cannot sign in here now' },
  'account-not-ready': { status: 403, title: 'The password or ticket is right, and the account cannot sign in; `why` says why' },
  'device-unknown': { status: 403, title: 'No device of that name counts here: it was never enrolled, or was revoked or copied' },
  'device-needed': { status: 403, title: 'The policy lets nobody begin at this device' },
  'enrolment-refused': { status: 403, title: 'The code is wrong, over or used up; or the key is that of a device that counts no more' },
  'step-up-needed': { status: 403, title: 'Whoever changes what is registered proves themselves by it first' },
  'not-found': { status: 404, title: 'There is no such operation' },
  'step-used': { status: 409, title: 'This step was already answered; read the view for the present one' },
  'not-possible-now': { status: 409, title: 'The recovery is at another step; read the view for the present one' },
  'link-over': { status: 410, title: 'This link was used before, or its days are over' },
  'link-settled': { status: 410, title: 'An administrator has deleted what this link was about: there is nothing left to freeze' },
  'too-large': { status: 413, title: 'The request is larger than any real one' },
  'wrong-media-type': { status: 415, title: 'The request is not application/json' },
  'wrong-host': { status: 421, title: 'The portal was asked by another name than its own (portal.origin)' },
  'client-too-old': { status: 426, title: 'This client speaks a version of the contract that the server no longer knows' },
  'effort-needed': { status: 428, title: 'Some effort must be shown before a beginning; about says how much' },
  'too-many-tries': { status: 429, title: 'A budget of tries is spent; there is one again after the wait' },
  'too-many-messages': { status: 429, title: 'A budget of messages is spent; there is one again after the wait' },
  unexpected: { status: 500, title: 'The server met an error of its own' },
  'directory-unreachable': { status: 503, title: 'The directory does not answer' },
  'directory-denied': { status: 503, title: 'The directory refuses the service account what it needs' },
  'server-busy': { status: 503, title: 'The server cannot reach its own store, has more answers to judge than it can, or is stopping' },

  'no-network': { status: 0, title: 'The machine has no network connection' },
  'name-not-found': { status: 0, title: "The server's name cannot be resolved" },
  'server-unreachable': { status: 0, title: 'The server refuses or drops the connection' },
  'timed-out': { status: 0, title: 'The server did not answer in time' },
  'certificate-not-trusted': { status: 0, title: "The server's certificate is not trusted by this machine" },
  'certificate-date': { status: 0, title: "The server's certificate is not valid today: it has run out, or this machine's clock is wrong" },
  'proxy-sign-in': { status: 0, title: 'A proxy wants a sign-in' },
  'proxy-unreachable': { status: 0, title: 'A proxy, or the script that names it, cannot be reached, or lets nothing through' },
  'captive-portal': { status: 0, title: 'The network lets nothing through before somebody signs in to it' },
  'not-our-server': { status: 0, title: 'Something else answers in place of the server' },
  'server-too-old': { status: 0, title: 'The server speaks a version of the contract that this client no longer knows' },
  'cookies-refused': { status: 0, title: 'The browser keeps no cookies, so that no recovery can go on' },
  'not-set-up': { status: 0, title: 'This machine is not set up: its settings are missing or wrong' },
  'client-fault': { status: 0, title: 'The client met an error of its own' },
} as const satisfies Record<string, { status: number; title: string }>

export type ProblemCode = keyof typeof problems

export const problemCodes = Object.keys(problems).filter((code): code is ProblemCode => code in problems)

/** Why an account whose password or ticket is right does not sign in. `protected`: nothing is ever registered for it (S-17). */
export const accountReasons = ['must-change', 'password-expired', 'disabled', 'account-expired', 'hours', 'workstation', 'protected'] as const

/** A number to quote: short, and nothing in it reads like a sentence or an address, for it is shown. */
export const Correlation = v.pipe(v.string(), v.regex(/^[A-Za-z0-9-]{1,40}$/))

/** RFC 9457 problem details with our stable code, the number to quote, and for bad input what is wrong where. */
export const Problem = v.object({
  type: v.string(),
  title: v.string(),
  status: v.number(),
  code: v.picklist(problemCodes),
  correlation: Correlation,
  /** How long to wait before the same is possible again; `retry-after` says the same (RFC 9110 §10.2.3). */
  waitSeconds: v.optional(Seconds),
  /** With `account-not-ready`. */
  why: v.optional(v.picklist(accountReasons)),
  mistakes: v.optional(v.array(v.object({ where: v.string(), what: v.string() }))),
})
export type Problem = v.InferOutput<typeof Problem>

/** The problem of a code, as it goes over the wire or to a screen. `correlation` is the number to quote. */
export function problem(code: ProblemCode, correlation: string, more: Pick<Problem, 'mistakes' | 'waitSeconds' | 'why'> = {}): Problem {
  const { status, title } = problems[code]
  const { mistakes, waitSeconds, why } = more
  return {
    type: `urn:gatehouse:problem:${code}`, title, status, code, correlation,
    ...(waitSeconds !== undefined && { waitSeconds }), ...(why && { why }), ...(mistakes && { mistakes }),
  }
}
