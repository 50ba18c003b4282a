import fc from 'fast-check'
import { expect, it, test } from 'vitest'
import type { HttpAnswer } from '../../groundwork/outgoing/http-call.ts'
import { runs } from '../../test/soak.ts'
import { fateIn, heardIn } from './answers.ts'
import { VoiceProblem } from './line.ts'

const ok = (message: unknown) => ({ status: 200, body: JSON.stringify(message) })

test.each<[HttpAnswer, object]>([
  [ok({ fate: 'taken' }), { fate: 'taken' }],
  [ok({ fate: 'not-now', why: '429' }), { fate: 'not-now', why: '429' }],
  [ok({ fate: 'unknown', why: '500' }), { fate: 'unknown', why: '500' }],
  [ok({ fate: 'sent' }), { fate: 'unknown', why: '200, and an answer that is none of the voice process' }],
  [ok('taken'), { fate: 'unknown', why: '200, and an answer that is none of the voice process' }],
  [{ status: 401, body: '{"status":401,"title":"the key is missing or another"}' }, { fate: 'not-now', why: '401, the key is missing or another' }],
  [{ status: 409, body: '{}' }, { fate: 'refused', why: '409' }],
  [{ status: 502, body: '<html>' }, { fate: 'unknown', why: '502' }],
  [{ failed: 'ECONNREFUSED', handedOver: false }, { fate: 'not-now', why: 'ECONNREFUSED' }],
  [{ failed: 'no answer in 60000 ms', handedOver: true }, { fate: 'unknown', why: 'no answer in 60000 ms' }],
])('%j: %j', (answer, fate) => {
  expect(fateIn(answer)).toEqual(fate)
})

it('what was heard is read in its order; keys are secrets', () => {
  const [first, second] = heardIn(ok({ heard: [{ n: 3, what: 'answered' }, { n: 4, what: 'keys', keys: '42' }] }), 2)
  expect(first).toEqual({ n: 3, what: 'answered' })
  expect(second?.what === 'keys' && second.keys.reveal()).toBe('42')
  expect(JSON.stringify(second)).not.toContain('"42"')
  expect(heardIn(ok({ heard: [] }), 7)).toEqual([])
})

test.each([
  ['a gap', [{ n: 2, what: 'ringing' }]], ['out of order', [{ n: 1, what: 'ringing' }, { n: 1, what: 'answered' }]], ['letters for keys', [{ n: 1, what: 'keys', keys: 'ab' }]],
  ['endless keys', [{ n: 1, what: 'keys', keys: '1'.repeat(17) }]], ['no keys', [{ n: 1, what: 'keys' }]], ['a word that is none', [{ n: 1, what: 'confirmed' }]],
])('%s is not believed', (_, heard) => {
  expect(() => heardIn(ok({ heard }), 0)).toThrow(VoiceProblem)
})

it('whatever comes, it is a fate, or a list, or a problem', () => {
  fc.assert(fc.property(fc.integer({ min: 100, max: 599 }), fc.oneof(fc.string(), fc.json(), fc.constant('{"heard":[{"n":1,"what":"ringing"}]}')), (status, body) => {
    const fate = fateIn({ status, body })
    if (fate.fate === 'taken') expect(status).toBe(200)
    try {
      expect(heardIn({ status, body }, 0).length).toBeLessThan(2)
    } catch (error) {
      expect(error).toBeInstanceOf(VoiceProblem)
    }
  }), { numRuns: runs(500) })
})
