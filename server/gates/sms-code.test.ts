import { expect, it } from 'vitest'
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
