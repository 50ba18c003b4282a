import * as v from 'valibot'
import type { HttpAnswer } from '../../../../groundwork/outgoing/http-call.ts'
import type { Judgement } from '../maker.ts'
import { json } from '../../../../groundwork/outgoing/json.ts'
import { errorIn } from '../../../../groundwork/outgoing/twilio-fate.ts'

/** https://www.twilio.com/docs/api/errors: would be the same the next time, because it lies in the number. */
export const aboutTheNumber: ReadonlySet<number> = new Set([
  60200, // is no number: all else that we say is always the same
  60205, // is a landline
  60410, 60605, // is among numbers, or in a country, that its guard against fraud or our settings there do not serve
  21211, 21408, 21610, 21614, // as for any other message
])

const NOT_FOUND = 20404
const CHECKED_TOO_OFTEN = 60202

const Checked = v.object({ sid: v.string(), status: v.string(), valid: v.optional(v.boolean()) })
/** Every state in which a code is not right, or not any more (https://www.twilio.com/docs/verify/api/verification-check). */
const notRight = new Set(['pending', 'canceled', 'max_attempts_reached', 'deleted', 'failed', 'expired'])

/**
 * What a VerificationCheck says. It is right only where all of it says so: somebody between us may have made the answer.
 * @param reference of the verification that was asked about
 */
export function judgementIn(answer: HttpAnswer, reference: string): Judgement {
  if ('failed' in answer) return unanswered(answer.failed)
  const { status, body } = answer
  if (status < 200 || status > 299) {
    const error = errorIn(body)
    // What was approved, has expired or was tried too often is not found any more.
    if ((status === 404 && error === NOT_FOUND) || (status === 429 && error === CHECKED_TOO_OFTEN)) return { verdict: 'wrong' }
    return unanswered(error === undefined ? `${status}` : `${status}, error ${error}`)
  }
  const checked = v.safeParse(Checked, json(body))
  if (!checked.success) return unanswered(`${status}, and an answer that is no check`)
  if (checked.output.sid !== reference) return unanswered(`${status}, and an answer about another code`)
  if (checked.output.status === 'approved') return { verdict: checked.output.valid === false ? 'wrong' : 'right' }
  return notRight.has(checked.output.status) ? { verdict: 'wrong' } : unanswered(`${status}, and a state that is none`)
}

const unanswered = (why: string): Judgement => ({ verdict: 'unanswered', why })

const Begun = v.object({ send_code_attempts: v.array(v.object({ time: v.pipe(v.string(), v.isoTimestamp()) })) })

/**
 * How old the code is that was just sent: who asks again while one works gets the same (see "Code Validity Period",
 * https://www.twilio.com/docs/verify/api/rate-limits-and-timeouts). By the maker's clock alone.
 * @returns seconds; 0 where the answer does not say
 */
export function ageIn(answer: HttpAnswer): number {
  const begun = v.safeParse(Begun, 'body' in answer ? json(answer.body) : undefined)
  const times = begun.success ? begun.output.send_code_attempts.map(({ time }) => Date.parse(time)) : []
  return times.length === 0 ? 0 : (Math.max(...times) - Math.min(...times)) / 1000
}

const Service = v.object({ code_length: v.number() })

/** @throws Error that says why the service makes no codes that our screens would take */
export function judgeService(answer: HttpAnswer, codeDigits: number): void {
  if ('failed' in answer) throw new Error(answer.failed)
  if (answer.status < 200 || answer.status > 299) throw new Error(`status ${answer.status}`)
  const service = v.safeParse(Service, json(answer.body))
  if (!service.success) throw new Error('an answer that is no service')
  const { code_length: length } = service.output
  if (length !== codeDigits) throw new Error(`the service makes codes of ${length} digits, and codeDigits of the settings is ${codeDigits}`)
}
