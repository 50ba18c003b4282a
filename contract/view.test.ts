import * as fc from 'fast-check'
import * as v from 'valibot'
import { expect, test } from 'vitest'
import { runs } from '../test/soak.ts'
import { View } from './view.ts'

const view = {
  caseNumber: '7K4P-29QX',
  stepToken: 'token',
  step: { kind: 'code', way: 'email', digits: 6, codeEndsIn: 300, triesLeft: 3 },
  gates: { passed: 0, needed: 1 },
  ways: [],
  idleIn: 180,
  endsIn: 900,
}

test('a view with fields that a newer server adds is read like one without', () => {
  fc.assert(fc.property(fc.dictionary(fc.string().map((key) => `new-${key}`), fc.jsonValue()), (added) => {
    expect(v.parse(View, { ...added, ...view, step: { ...added, ...view.step } })).toEqual(view)
  }), { numRuns: runs(100) })
})

test.each([-1, 0.5, Number.NaN, '180', null])('%s is no number of seconds', (idleIn) => {
  expect(v.safeParse(View, { ...view, idleIn }).success).toBe(false)
})

test.each(Object.keys(view))('a view without %s is none', (field) => {
  expect(v.safeParse(View, { ...view, [field]: undefined }).success).toBe(false)
})
