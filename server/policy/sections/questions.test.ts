import { expect, test } from 'vitest'
import fc from 'fast-check'
import { readDocument } from '../../../groundwork/settings/document.ts'
import { fit } from '../../../groundwork/settings/fit.ts'
import { wordsOf } from '../../../groundwork/settings/mistake.ts'
import { QuestionsSection } from './questions.ts'

const mistakesIn = (text: string) => {
  const { value, locate } = readDocument(text, 'policy.yaml')
  const fitted = fit(QuestionsSection, value, locate)
  return fitted.ok ? [] : fitted.mistakes.map(wordsOf)
}

test('each of the five numbers that is more than the next is named with its place and what would be right', () => {
  expect(mistakesIn('correct: 5\nasked: 4\n')).toEqual([
    'policy.yaml:1:10: correct is 5, more than `asked` (4); must be at most 4, or `asked` at least 5',
  ])
  expect(mistakesIn('total: 6\nshown: 8\nrequired: 9\nasked: 4\ncorrect: 5\n')).toEqual([
    'policy.yaml:5:10: correct is 5, more than `asked` (4); must be at most 4, or `asked` at least 5',
    'policy.yaml:3:11: required is 9, more than `shown` (8); must be at most 8, or `shown` at least 9',
    'policy.yaml:2:8: shown is 8, more than `total` (6); must be at most 6, or `total` at least 8',
  ])
})

test('what is left out counts with its default, and a number that cannot be at all is named for itself', () => {
  expect(mistakesIn('required: 3\n')).toEqual(['policy.yaml:1:1: asked is 4, more than `required` (3); must be at most 3, or `required` at least 4'])
  expect(mistakesIn('correct: 2\n')).toEqual([expect.stringContaining('policy.yaml:1:10: correct is 2; must be at least 3')])
  expect(mistakesIn('{}')).toEqual([])
})

test('five numbers load if, and only if, none is more than the next', () => {
  const counts = fc.record({ correct: fc.integer({ min: 3, max: 5 }), asked: fc.integer({ min: 3, max: 5 }), required: fc.integer({ min: 3, max: 10 }), shown: fc.integer({ min: 3, max: 30 }), total: fc.integer({ min: 3, max: 40 }) })
  fc.assert(fc.property(counts, (given) => {
    const { correct, asked, required, shown, total } = given
    const right = correct <= asked && asked <= required && required <= shown && shown <= total
    expect(mistakesIn(JSON.stringify(given)).length === 0).toBe(right)
  }))
})
