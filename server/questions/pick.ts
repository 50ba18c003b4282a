import { createHmac } from 'node:crypto'
import type { Secret } from '@gatehouse/contract'

const WEEK = 7 * 86_400_000

/** Puts a person's questions in the order in which they are taken. @param at milliseconds since 1970 */
export type Order = (person: string, questions: readonly string[], at: number) => readonly string[]

/**
 * By keyed hash of person, week and question: whoever begins again and again until easy ones come waits a week for each try, and
 * nobody can tell beforehand which come. One that is added or removed leaves the others in their order.
 * @param key at least 32 random bytes in base64; that it also derives codes does no harm, as each use has a word of its own
 */
export function weeklyOrder(key: Secret): Order {
  return (person, questions, at) => {
    const weigh = (question: string) =>
      createHmac('sha256', Buffer.from(key.reveal(), 'base64')).update(`questions\n${Math.floor(at / WEEK)}\n${person}\n${question}`).digest('hex')
    const weights = new Map(questions.map((question) => [question, weigh(question)]))
    return questions.toSorted((one, other) => ((weights.get(one) ?? '') < (weights.get(other) ?? '') ? -1 : 1))
  }
}
