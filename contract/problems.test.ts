import * as v from 'valibot'
import { expect, test } from 'vitest'
import { Problem, problem, problemCodes, problems } from './problems.ts'

test.each(problemCodes)('%s: has a stable type, an error status or none, and a title without a full stop', (code) => {
  const { type, status, title } = problem(code, 'K7Q2')
  expect(type).toBe(`urn:gatehouse:problem:${code}`)
  expect(status === 0 || (status >= 400 && status < 600)).toBe(true)
  expect(title).toMatch(/^[A-Z].*[^.]$/)
})

test.each(problemCodes)('%s: the other side reads it as it was said', (code) => {
  const said = problem(code, 'K7Q2', { mistakes: [{ where: 'answer', what: 'is missing' }], waitSeconds: 240 })
  expect(v.parse(Problem, JSON.parse(JSON.stringify(said)))).toEqual(said)
})

test('the number to quote is never left out', () => {
  const said = problem('unexpected', 'K7Q2')
  expect(v.safeParse(Problem, { ...said, correlation: undefined }).success).toBe(false)
})

test('no two codes have the same title', () => {
  const titles = problemCodes.map((code) => problems[code].title)
  expect(new Set(titles).size).toBe(titles.length)
})
