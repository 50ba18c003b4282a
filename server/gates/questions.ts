import type { StepOf } from '@gatehouse/contract'
import { gateFacts } from '../policy/gate-facts.ts'
import type { Gate, GateState } from './gate.ts'

export type QuestionsState = {
  kind: 'questions'
  triesLeft: number
  error?: 'answers-wrong' | 'not-judged'
}

const name = 'questions'
const { restsOn, neverFirst, way } = gateFacts[name]

/**
 * Questions that the person has answered before. What others may know or find out proves little (NIST SP 800-63B-4 §3.1.1 knows no such
 * proof): never first and never alone. All answers are given at once, so that none can be guessed by itself; whoever keeps them judges them.
 */
export const questions = (): Gate => ({
  name, restsOn, neverFirst, judgedOutside: true,

  begin: ({ terms }) => ({ state: { kind: 'questions', triesLeft: terms.questions.tries }, effects: [] }),

  judge(given, { judged = 'wrong' }, { real }) {
    const { triesLeft } = own(given)
    if (judged === 'unanswered') return { verdict: 'again', how: 'unanswered', state: { kind: 'questions', triesLeft, error: 'not-judged' } }
    if (judged === 'right' && real) return { verdict: 'passed' }
    if (triesLeft <= 1) return { verdict: 'spent', how: 'wrong' }
    return { verdict: 'again', how: 'wrong', state: { kind: 'questions', triesLeft: triesLeft - 1, error: 'answers-wrong' } }
  },

  again: () => undefined,

  show(given, { terms }, asked = []): StepOf<'questions'> {
    const { triesLeft, error } = own(given)
    const { asked: many, correct } = terms.questions
    return { kind: 'questions', way, questions: asked.length < many ? [] : [...asked], correct, triesLeft, ...(error && { error }) }
  },
})

function own(state: GateState): QuestionsState {
  if ('kind' in state && state.kind === 'questions') return state
  throw new Error('the state of another gate')
}
