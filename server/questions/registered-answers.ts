import type { Secret } from '@gatehouse/contract'
import { offered, type QuestionList, textOf } from '../policy/question-list.ts'
import type { QuestionsSection } from '../policy/sections/questions.ts'
import type { AnswerHashes } from './hashes.ts'
import type { Order } from './pick.ts'
import { type GivenAnswer, type RefusedAnswer, refusedAnswers } from './refused-answers.ts'

type Parts = {
  /** The list and the policy that hold now. */
  list: () => QuestionList
  section: () => QuestionsSection
  /** What else nobody's answer may be: what the company is called. */
  company: () => readonly string[]
  hashes: AnswerHashes
  order: Order
}

/** The company's questions, as far as registration needs them. */
export type RegisteredAnswers = {
  /** Those that this person can pick from, in the order of the list: for one person always the same. @param language a tag such as `de-CH` */
  readonly offered: (person: string, language: string) => readonly { readonly id: string; readonly text: string }[]
  /** How many must be answered. */
  readonly needed: () => number
  /**
   * @param answers all that the person will have, in the place of those from before: none may be the answer to two
   * @param names the person's and their account's: no answer may consist of them
   * @returns what may be kept of each; or which cannot be taken. None of these: they are fewer than needed. @throws LanesFull
   */
  readonly take: (person: string, answers: readonly GivenAnswer[], names: readonly string[]) =>
  Promise<{ readonly kept: readonly { readonly question: string; readonly value: Secret }[] } | { readonly refused: readonly RefusedAnswer[] }>
}

export function registeredAnswers({ list, section, company, hashes, order }: Parts): RegisteredAnswers {
  return {
    needed: () => section().required,

    offered(person, language) {
      const whole = list()
      const shown = new Set(order(person, offered(whole).map(({ id }) => id), 0).slice(0, section().shown))
      return offered(whole).filter(({ id }) => shown.has(id)).map((question) => ({ id: question.id, text: textOf(question, whole, language) }))
    },

    async take(person, answers, names) {
      const { shortest, longest, required } = section()
      const refused = refusedAnswers(answers, { list: list(), shortest, longest, names: [...names, ...company()] })
      // What is refused is never hashed: it is kept nowhere, and costs nothing.
      if (refused.length > 0 || answers.length < required) return { refused }
      const made = await hashes.make(person, answers.map(({ answer }) => answer))
      return { kept: answers.flatMap(({ question }, index) => { const value = made[index]; return value ? [{ question, value }] : [] }) }
    },
  }
}
