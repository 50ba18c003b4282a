import * as fc from 'fast-check'
import * as v from 'valibot'
import { expect, test } from 'vitest'
import { runs } from '../test/soak.ts'
import { type Input, type OperationName, Secret, Way, generalProblems, operationNames, operations, problems } from './index.ts'

test('no two operations share method and path', () => {
  const routes = operationNames.map((name) => `${operations[name].method} ${operations[name].path}`)
  expect(new Set(routes).size).toBe(routes.length)
})

test('no operation answers with a problem that only a client can find out', () => {
  const codes = [...generalProblems, ...operationNames.flatMap((name) => [...operations[name].problems])]
  expect(codes.filter((code) => problems[code].status < 400)).toEqual([])
})

test('an operation that reads or ends something takes no body', () => {
  const bodies = operationNames.filter((name) => operations[name].method !== 'POST' && Object.keys(operations[name].in.entries).length > 0)
  expect(bodies).toEqual([])
})

test('whoever acts on a recovery brings its token and can learn that it is unknown', () => {
  const acting = operationNames.filter((name) => operations[name].path.includes('/current'))
  expect(acting.length).toBeGreaterThan(0)
  for (const name of acting) {
    expect(operations[name]).toMatchObject({ token: 'needs' })
    expect(operations[name].problems).toContain('unknown-recovery')
  }
})

const anyInput: { [N in OperationName]: fc.Arbitrary<Input<N>> } = {
  about: fc.constant({}),
  branding: fc.constant({}),
  begin: fc.record({
    account: fc.string({ minLength: 1, maxLength: 250 }).map((name) => `a${name}`),
    language: fc.constantFrom('en', 'en-GB', 'ar', 'zh-Hant-TW'),
  }),
  read: fc.constant({}),
  answer: fc.record({ stepToken: token(), answer: typed() }),
  follow: fc.record({ mark: token() }),
  sendAgain: fc.record({ stepToken: token() }),
  pickWay: fc.record({ stepToken: token(), way: fc.constantFrom(...Way.options) }),
  choose: fc.record({ stepToken: token(), choice: fc.constantFrom('unlock', 'set-password') }),
  reconsider: fc.record({ stepToken: token() }),
  setPassword: fc.record({ stepToken: token(), password: typed() }),
  extend: fc.constant({}),
  cancel: fc.constant({}),
}

test.each(operationNames)('%s: fields that a newer side adds are passed over', (name) => {
  fc.assert(fc.property(anyInput[name], fc.dictionary(fc.string().map((key) => `new-${key}`), fc.jsonValue()), (input, added) => {
    expect(v.parse(operations[name].in, { ...added, ...input })).toEqual(v.parse(operations[name].in, input))
  }), { numRuns: runs(50) })
})

test.each(operationNames)('%s: no input whatever makes the parser throw', (name) => {
  fc.assert(fc.property(fc.anything(), (input) => {
    expect(typeof v.safeParse(operations[name].in, input).success).toBe('boolean')
  }), { numRuns: runs(100) })
})

test('what a person types in secret is wrapped as soon as it is parsed, character for character', () => {
  fc.assert(fc.property(typed(), (password) => {
    const parsed = v.parse(operations.setPassword.in, { stepToken: 't', password })
    expect(parsed.password).toBeInstanceOf(Secret)
    expect(parsed.password.reveal()).toBe(password)
  }), { numRuns: runs(200) })
})

test('a secret that is refused is not repeated in the reason', () => {
  const tooLong = 'hunter2'.repeat(100)
  const { issues } = v.safeParse(operations.setPassword.in, { stepToken: 't', password: tooLong })
  expect(issues?.map(({ message }) => message).join()).not.toContain('hunter2')
})

function token() {
  return fc.string({ minLength: 1, maxLength: 100 })
}

function typed() {
  return fc.string({ minLength: 1, maxLength: 256 })
}
