import { Secret } from '@gatehouse/contract'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { codes, START, terms } from '../recovery/machine.scenario.ts'
import { derivedCodes } from './codes.ts'
import { emailCode } from './email-code.ts'
import type { GateContext, GateState } from './gate.ts'

const gate = emailCode(codes)
const at = (seconds: number, over: Partial<GateContext> = {}): GateContext =>
  ({ recovery: 'r1', terms, real: true, now: START + seconds * 1000, ...over })
const begun = gate.begin(at(0)).state
const codeOf = (counter: number, recovery = 'r1') => codes.derive({ recovery, gate: 'email-code', counter, digits: 6 })
const afterAgain = (state: GateState, seconds: number) => gate.again(state, at(seconds))?.state ?? expect.fail('no new message')

describe('a code by mail', () => {
  it('passes the gate until its last second, and not in the next', () => {
    expect(gate.judge(begun, { answer: codeOf(1) }, at(299))).toEqual({ verdict: 'passed' })
    expect(gate.judge(begun, { answer: codeOf(1) }, at(300))).toMatchObject({ verdict: 'again', state: { error: 'code-expired', triesLeft: 3 } })
  })

  it('is bound to its recovery', () => {
    expect(gate.judge(begun, { answer: codeOf(1, 'r2') }, at(1))).toMatchObject({ verdict: 'again' })
  })

  it('stops working when a newer one was sent, which brings no new tries', () => {
    const wrong = gate.judge(begun, { answer: new Secret('000000') }, at(1))
    const second = afterAgain(wrong.verdict === 'again' ? wrong.state : expect.fail('should go on'), 40)
    expect(second.triesLeft).toBe(2)
    expect(gate.judge(second, { answer: codeOf(1) }, at(41))).toMatchObject({ verdict: 'again' })
    expect(gate.judge(second, { answer: codeOf(2) }, at(41))).toEqual({ verdict: 'passed' })
  })

  it('can be asked for again after the wait, three times in all', () => {
    expect(gate.again(begun, at(29))).toBeUndefined()
    const third = afterAgain(afterAgain(begun, 30), 60)
    expect(gate.again(third, at(200))).toBeUndefined()
    expect(gate.show(third, at(200))).not.toHaveProperty('againIn')
  })

  it('the third wrong answer ends it', () => {
    const last = { ...begun, triesLeft: 1 }
    expect(gate.judge(last, { answer: new Secret('000000') }, at(1))).toEqual({ verdict: 'spent', how: 'wrong' })
  })

  it('[F-07] is the same code however it was typed or pasted', () => {
    const code = codeOf(1).reveal()
    const typed = [` ${code} `, `${code.slice(0, 3)} ${code.slice(3)}`, `${code.slice(0, 3)}-${code.slice(3)}`,
      code.replace(/\d/g, (digit) => String.fromCodePoint(0xff10 + Number(digit)))]
    for (const text of typed) expect(gate.judge(begun, { answer: new Secret(text) }, at(1)), text).toEqual({ verdict: 'passed' })
  })

  it('shows the same for an account that does not exist, and never lets it pass', () => {
    const decoy = at(1, { real: false })
    expect(gate.show(begun, decoy)).toEqual(gate.show(begun, at(1)))
    expect(gate.judge(begun, { answer: codeOf(1) }, decoy)).toMatchObject({ verdict: 'again', state: { error: 'code-wrong' } })
  })
})

describe('[S-19] derived codes', () => {
  const name = { recovery: 'r1', gate: 'email-code', counter: 1, digits: 6 }

  it('have the digits that the policy wants, and only digits', () => {
    fc.assert(fc.property(fc.uuid(), fc.nat(9), fc.integer({ min: 6, max: 8 }), (recovery, counter, digits) => {
      expect(codes.derive({ recovery, gate: 'email-code', counter, digits }).reveal()).toMatch(new RegExp(`^\\d{${digits}}$`))
    }))
  })

  it('change with recovery, gate, counter and key', () => {
    const other = derivedCodes(new Secret(Buffer.alloc(32, 8).toString('base64')))
    const variants = [codes.derive(name), codes.derive({ ...name, recovery: 'r2' }), codes.derive({ ...name, counter: 2 }), other.derive(name)]
    expect(new Set(variants.map((code) => code.reveal())).size).toBe(variants.length)
  })

  it('[S-19] go on working through a change of keys: judged with both, sent with the first', () => {
    const [old, young] = [7, 8].map((byte) => new Secret(Buffer.alloc(32, byte).toString('base64')))
    if (!old || !young) return expect.fail('there are two')
    const sent = derivedCodes(old).derive(name)
    for (const during of [derivedCodes(old, young), derivedCodes(young, old)]) expect(during.matches(name, sent)).toBe(true)
    expect(derivedCodes(old, young).derive(name).reveal()).toBe(sent.reveal())
    expect(derivedCodes(young, old).derive(name).reveal()).toBe(derivedCodes(young).derive(name).reveal())
    expect(derivedCodes(young).matches(name, sent)).toBe(false)
  })

  it('nothing but the code matches', () => {
    fc.assert(fc.property(fc.string(), (typed) => {
      if (typed.replace(/\D/g, '') !== codes.derive(name).reveal()) expect(codes.matches(name, new Secret(typed))).toBe(false)
    }))
  })
})
