import type { Secret } from '@gatehouse/contract'
import type { LiveQuestions } from './live-questions.ts'
import type { Policy } from './policy/policy.ts'
import { answerHashes } from './questions/hashes.ts'
import { fairLanes } from './questions/lanes.ts'
import { weeklyOrder } from './questions/pick.ts'
import { questionJudge } from './questions/question-judge.ts'
import { type RegisteredAnswers, registeredAnswers } from './questions/registered-answers.ts'
import type { Judges } from './recovery/ports.ts'
import type { Registrations } from './registration/ports.ts'

type Parts = {
  questions: Pick<LiveQuestions, 'list'>
  policy: () => Policy
  registrations: Pick<Registrations, 'read'>
  /** As the settings call it. */
  company: string
  /** Of the codes. */
  key: Secret
  /** How many cores this process may use. */
  cores: number
  elapsed: () => number
  now: () => number
}

/** How long somebody waits until their answers are judged, at most: a client gives up after 15 seconds. In milliseconds. */
const PATIENCE = 8000

/** A core stays free for everything else, and two of the four threads of libuv's pool, by which names and files are looked up. */
export const lanesOn = (cores: number): number => Math.max(1, Math.min(2, cores - 1))

/** What security questions consist of: whoever judges answers in a recovery, and what registration needs. */
export function openQuestions({ questions: { list }, policy, registrations, company, key, cores, elapsed, now }: Parts): { judges: Judges; answers: RegisteredAnswers } {
  const hashes = answerHashes({ lanes: fairLanes({ lanes: lanesOn(cores), patience: PATIENCE, elapsed }) })
  const order = weeklyOrder(key)
  const { asked, judge } = questionJudge({ list, registrations, hashes, order, now })
  return {
    judges: { asked, judge: (recovery, gate, answer) => (gate === 'questions' ? judge(recovery, answer) : Promise.resolve('unanswered')) },
    answers: registeredAnswers({ list, section: () => policy().questions, company: () => [company, ...policy().password.alsoCalled], hashes, order }),
  }
}
