import { Secret } from '@gatehouse/contract'
import { describe, expect, it } from 'vitest'
import { START, terms } from '../recovery/machine.scenario.ts'
import type { GateContext, JudgedOutside } from './gate.ts'
import { questions } from './questions.ts'

const gate = questions()
const context: GateContext = { recovery: 'r1', terms, real: true, now: START }
const begun = gate.begin(context).state
const asked = ['first', 'second', 'third', 'fourth'].map((id) => ({ id, text: `The ${id} one` }))
const answers = asked.map(() => new Secret('an answer'))
const judge = (judged?: JudgedOutside, more: Partial<GateContext> = {}, state = begun) => gate.judge(state, { answer: answers, judged }, { ...context, ...more })

describe('[F-06] the questions gate', () => {
  it('is passed by what somebody else found right, and by nothing else', () => {
    expect(judge('right')).toEqual({ verdict: 'passed' })
    expect(judge('wrong')).toMatchObject({ verdict: 'again', how: 'wrong', state: { triesLeft: 2, error: 'answers-wrong' } })
    expect(judge(undefined), 'nobody has judged it').toMatchObject({ verdict: 'again', how: 'wrong' })
    expect(judge('right', { real: false })).toMatchObject({ verdict: 'again', how: 'wrong' })
  })

  it('takes no try where nobody could judge, and ends with the last wrong one', () => {
    expect(judge('unanswered')).toMatchObject({ verdict: 'again', how: 'unanswered', state: { triesLeft: 3, error: 'not-judged' } })
    expect(judge('wrong', {}, { kind: 'questions', triesLeft: 1 })).toEqual({ verdict: 'spent', how: 'wrong' })
  })

  it('shows all questions, or none where too few answers are registered: half of them would be less than the policy asks', () => {
    expect(gate.show(begun, context, asked)).toEqual({ kind: 'questions', way: 'questions', questions: asked, correct: 3, triesLeft: 3 })
    expect(gate.show(begun, context, asked.slice(1))).toMatchObject({ questions: [] })
    expect(gate.show(begun, context)).toMatchObject({ questions: [] })
  })

  it('stands behind another gate, never alone, and sends nothing', () => {
    expect(gate).toMatchObject({ neverFirst: true, judgedOutside: true, restsOn: 'knowledge' })
    expect(gate.begin(context).effects).toEqual([])
    expect(gate.again(begun, context)).toBeUndefined()
  })
})
