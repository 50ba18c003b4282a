import { Secret } from '@gatehouse/contract'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { runs } from '../../test/soak.ts'
import { codes, gates, START, terms } from '../recovery/machine.scenario.ts'
import type { GateContext } from './gate.ts'
import { smsCode } from './sms-code.ts'

// What it shares with the code by mail is tried there: email-code.test.ts.

const gate = smsCode(codes, false)
const at = (seconds: number, over: Partial<GateContext> = {}): GateContext =>
  ({ recovery: 'r1', terms: { ...terms, smsCode: { ...terms.smsCode, digits: 8, minutes: 2 } }, real: true, now: START + seconds * 1000, ...over })
const begun = gate.begin(at(0))

it('rests on the number, and says how the code comes and no digit of where', () => {
  expect(gate.restsOn).toBe('number')
  expect(gate.show(begun.state, at(0))).toEqual({ kind: 'code', way: 'sms', digits: 8, codeEndsIn: 120, triesLeft: 3, againIn: 30 })
  expect(begun.effects).toEqual([{ type: 'send-code', gate: 'sms-code', counter: 1 }])
})

it('[F-07] has numbers and a code of its own: that of the mail does not open it', () => {
  const codeOf = (name: string) => codes.derive({ recovery: 'r1', gate: name, counter: 1, digits: 8 })
  expect(gate.judge(begun.state, { answer: codeOf('email-code') }, at(1))).toMatchObject({ verdict: 'again' })
  expect(gate.judge(begun.state, { answer: codeOf('sms-code') }, at(119))).toEqual({ verdict: 'passed' })
  expect(gate.judge(begun.state, { answer: codeOf('sms-code') }, at(120))).toMatchObject({ state: { error: 'code-expired' } })
})

it('[S-10] shows the same for an account that does not exist', () => {
  expect(gate.show(begun.state, at(1, { real: false }))).toEqual(gate.show(begun.state, at(1)))
  expect(gates['sms-code'].name).toBe('sms-code')
})

describe('where somebody else makes the code', () => {
  const outside = smsCode(codes, true)
  const ours = codes.derive({ recovery: 'r1', gate: 'sms-code', counter: 1, digits: 8 })
  const answered = fc.record({
    answer: fc.oneof(fc.constant(ours), fc.string().map((text) => new Secret(text))), judged: fc.constantFrom('right', 'wrong', 'unanswered', undefined),
    real: fc.boolean(), seconds: fc.integer({ min: 0, max: 200 }), triesLeft: fc.integer({ min: 1, max: 3 }),
  })

  it('only what they call right passes, in time and for somebody who exists; ours never does', () => {
    expect(outside.judgedOutside).toBe(true)
    fc.assert(fc.property(answered, ({ answer, judged, real, seconds, triesLeft }) => {
      const { verdict } = outside.judge({ ...begun.state, triesLeft }, { answer, judged }, at(seconds, { real }))
      expect(verdict === 'passed').toBe(judged === 'right' && real && seconds < 120)
    }), { numRuns: runs(200) })
  })

  it('what they could not judge costs no try, and says so; what is too old is not asked about', () => {
    expect(outside.judge(begun.state, { answer: ours, judged: 'unanswered' }, at(1))).toMatchObject({ verdict: 'again', how: 'unanswered', state: { triesLeft: 3, error: 'not-judged' } })
    expect(outside.judge(begun.state, { answer: ours }, at(1))).toMatchObject({ how: 'wrong', state: { triesLeft: 2 } })
    expect(outside.judge(begun.state, { answer: ours, judged: 'right' }, at(120))).toMatchObject({ how: 'expired', state: { triesLeft: 3 } })
  })
})
