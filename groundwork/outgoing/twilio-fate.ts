import * as v from 'valibot'
import type { HttpAnswer } from './http-call.ts'
import { json } from './json.ts'
import { referenceIn } from './reference.ts'

const Taken = v.object({ sid: v.string(), status: v.string() })
const Refused = v.object({ code: v.number() })

/** `sent`: taken; `unknown`: it may have been. `why` holds nothing of the request. */
export type ApiFate = { fate: 'sent'; reference?: string } | { fate: 'not-now' | 'refused' | 'unknown'; why: string }

/**
 * @param aboutTheNumber error codes that would be the same the next time, because they lie in the number. All else is about us (our
 *   password, our sender, our budget there) or the moment, and ends when somebody mends it
 * @returns what became of what was asked for with this answer, by any of Twilio's APIs
 */
export function fateOf(answer: HttpAnswer, aboutTheNumber: ReadonlySet<number>): ApiFate {
  if ('failed' in answer) return { fate: answer.handedOver ? 'unknown' : 'not-now', why: answer.failed }
  const { status } = answer
  const body = json(answer.body)
  if (status >= 200 && status < 300) {
    const taken = v.safeParse(Taken, body)
    if (!taken.success) return { fate: 'unknown', why: `${status}, and an answer that is not Twilio's` }
    if (hasFailed(taken.output.status)) return { fate: 'refused', why: `${status} ${taken.output.status}` }
    const reference = referenceIn(taken.output.sid)
    return { fate: 'sent', ...(reference !== undefined && { reference }) }
  }
  const code = errorIn(answer.body)
  const why = code === undefined ? `${status}` : `${status}, error ${code}`
  // Somebody before or behind the API may say so, after it has seen the request.
  if (status >= 500) return { fate: 'unknown', why }
  return { fate: code !== undefined && aboutTheNumber.has(code) ? 'refused' : 'not-now', why }
}

const hasFailed = (status: string) => ['failed', 'undelivered', 'canceled'].includes(status)

/** @returns the number of the error (https://www.twilio.com/docs/api/errors); undefined: the answer has none */
export function errorIn(body: string): number | undefined {
  const refused = v.safeParse(Refused, json(body))
  return refused.success ? refused.output.code : undefined
}
