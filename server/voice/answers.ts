import { Secret } from '@gatehouse/contract'
import * as v from 'valibot'
import type { HttpAnswer } from '../../groundwork/outgoing/http-call.ts'
import { json } from '../../groundwork/outgoing/json.ts'
import { type CallFate, type HeardAt, VoiceProblem } from './line.ts'

/** What the voice process answers. It is believed no further than it can be read: another server may stand in its place by mistake. */

const Fate = v.variant('fate', [
  v.object({ fate: v.literal('taken') }),
  v.object({ fate: v.picklist(['not-now', 'refused', 'unknown']), why: v.pipe(v.string(), v.transform((why) => why.slice(0, 500))) }),
])

const n = v.pipe(v.number(), v.integer(), v.minValue(1))
const One = v.variant('what', [
  v.object({ n, what: v.picklist(['ringing', 'answered', 'busy', 'no-answer', 'hung-up', 'voicemail', 'network']) }),
  v.object({ n, what: v.literal('keys'), keys: v.pipe(v.string(), v.regex(/^[\d*]{0,16}$/u), v.transform((keys) => new Secret(keys))) }),
])
const Heard = v.object({ heard: v.array(One) })
const Problem = v.object({ title: v.string() })

/** @returns what became of a call of which this is the answer */
export function fateIn(answer: HttpAnswer): CallFate {
  if ('failed' in answer) return { fate: answer.handedOver ? 'unknown' : 'not-now', why: answer.failed }
  const { status, body } = answer
  if (status === 200) {
    const fate = v.safeParse(Fate, json(body))
    return fate.success ? fate.output : { fate: 'unknown', why: '200, and an answer that is none of the voice process' }
  }
  // 409: that id calls somebody else, and will whenever it is asked.
  if (status === 409) return { fate: 'refused', why: whyOf(answer) }
  return { fate: status >= 500 ? 'unknown' : 'not-now', why: whyOf(answer) }
}

/** @param after the number of the last that is known @throws VoiceProblem for what is no list of what came after it */
export function heardIn(answer: HttpAnswer, after: number): HeardAt[] {
  const { heard } = messageIn(Heard, answer)
  if (heard.some((one, index) => one.n !== after + index + 1)) throw new VoiceProblem('what was heard is out of order')
  return heard
}

/** @throws VoiceProblem when it is no such message */
export function messageIn<S extends v.GenericSchema>(schema: S, answer: HttpAnswer): v.InferOutput<S> {
  if ('failed' in answer || answer.status !== 200) throw new VoiceProblem(whyOf(answer))
  const message = v.safeParse(schema, json(answer.body))
  if (!message.success) throw new VoiceProblem('200, and an answer that is none of the voice process')
  return message.output
}

/** For the log. Its titles repeat nothing of what was asked. */
export function whyOf(answer: HttpAnswer): string {
  if ('failed' in answer) return answer.failed
  const problem = v.safeParse(Problem, json(answer.body))
  return problem.success ? `${answer.status}, ${problem.output.title.slice(0, 200)}` : `${answer.status}`
}
