import { Secret } from '@gatehouse/contract'
import type { Asked } from '../gates/asked.ts'
import type { Answer, JudgedOutside } from '../gates/gate.ts'
import { type QuestionList, textOf } from '../policy/question-list.ts'
import type { Recovery } from '../recovery/recovery.ts'
import { counting } from '../registration/counts.ts'
import type { Registrations } from '../registration/ports.ts'
import type { AnswerHashes } from './hashes.ts'
import type { Order } from './pick.ts'

type Parts = {
  /** The list that holds now. */
  list: () => QuestionList
  registrations: Pick<Registrations, 'read'>
  hashes: AnswerHashes
  order: Order
  /** Milliseconds since 1970. */
  now: () => number
}

type Chosen = { readonly id: string; readonly text: string; readonly kept: Secret }

export type QuestionJudge = {
  /** What is asked of somebody, in their language, the same for a week; nothing where they have answered fewer than are asked. @throws StoreProblem */
  readonly asked: (recovery: Recovery) => Promise<Asked>
  /** @param answer to those, in their order @throws StoreProblem, LanesFull: nothing was judged */
  readonly judge: (recovery: Recovery, answer: Answer) => Promise<JudgedOutside>
}

/** Asks what people have registered, and tells whether enough of it is right; never which. */
export function questionJudge({ list, registrations, hashes, order, now }: Parts): QuestionJudge {
  return {
    asked: async (recovery) => (await chosenFor(recovery)).map(({ id, text }) => ({ id, text })),

    async judge(recovery, answer) {
      const { person, id, terms: { questions: { asked, correct } } } = recovery
      const chosen = await chosenFor(recovery)
      // The screen has said so, and nothing was asked.
      if (person !== null && chosen.length < asked) return 'unanswered'
      const given = answer === undefined || answer instanceof Secret ? [] : answer
      // Always as many: neither what is left out nor who is not there may be told by the time.
      const compared = Array.from({ length: asked }, (_, index) => ({ typed: given[index] ?? nothing, kept: chosen[index]?.kept }))
      const right = await hashes.countRight(person ?? id, compared)
      return right >= correct ? 'right' : 'wrong'
    },
  }

  async function chosenFor({ person, entrance, begunAt, language, terms: { questions: { asked } } }: Recovery): Promise<readonly Chosen[]> {
    if (person === null) return []
    const { questions, ...rest } = list()
    const kept = new Map(counting(await registrations.read(person), 'answer', entrance, now()).map(({ slot, value }) => [slot, value]))
    // What is not in the list any more cannot be asked; what is retired can.
    const known = questions.flatMap((question): Chosen[] => {
      const value = kept.get(question.id)
      return value ? [{ id: question.id, text: textOf(question, rest, language), kept: value }] : []
    })
    if (known.length < asked) return []
    // By the beginning of the recovery, so that none of them changes in its midst.
    const ids = order(person, known.map(({ id }) => id), begunAt).slice(0, asked)
    return ids.flatMap((id) => known.filter((one) => one.id === id))
  }
}

const nothing = new Secret('')
