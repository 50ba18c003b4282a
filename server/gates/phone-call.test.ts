import { Secret } from '@gatehouse/contract'
import { describe, expect, it } from 'vitest'
import { codes, START, terms } from '../recovery/machine.scenario.ts'
import { derivedCodes } from './codes.ts'
import type { CallEnd, CallHeard } from './call-state.ts'
import { callEnds } from './call-state.ts'
import type { GateContext, GateState } from './gate.ts'
import { phoneCall } from './phone-call.ts'

const gate = phoneCall(codes)
const at = (seconds: number, over: Partial<GateContext> = {}, phone: Partial<GateContext['terms']['phoneCall']> = {}): GateContext =>
  ({ recovery: 'r1', terms: { ...terms, phoneCall: { ...terms.phoneCall, ...phone } }, real: true, now: START + seconds * 1000, ...over })
const begun = gate.begin(at(0)).state
const shown = (state: GateState, context = at(1)) => {
  const step = gate.show(state, context)
  return step.kind === 'call' ? step : expect.fail('no call')
}
const keysOf = (state: GateState, context = at(1)) => shown(state, context).keys ?? ''

let number = 0
const keys = (text: string, counter = 1): CallHeard => ({ counter, number: ++number, what: 'keys', keys: new Secret(text) })
const heard = (what: 'ringing' | 'answered' | CallEnd, counter = 1): CallHeard => ({ counter, number: ++number, what })
const after = (state: GateState, ...all: CallHeard[]) => all.reduce((present, one) => {
  const result = gate.hear?.(present, one, at(5))
  return result?.heard === 'on' ? result.state : expect.fail(`${one.what} was no news`)
}, state)

describe('[F-08] a telephone call', () => {
  it('is passed with Next once the digits of the screen were keyed, and not before', () => {
    expect(gate.judge(begun, { answer: undefined }, at(1))).toMatchObject({ verdict: 'again', how: 'early', state: { error: 'still-waiting', triesLeft: 3 } })
    const confirmed = after(begun, heard('ringing'), heard('answered'), keys(keysOf(begun)))
    expect(shown(confirmed)).toMatchObject({ call: 'confirmed', over: true })
    expect(gate.judge(confirmed, { answer: undefined }, at(6))).toEqual({ verdict: 'passed' })
  })

  it('an answer of any kind passes nothing while it is not confirmed', () => {
    for (const answer of [new Secret(keysOf(begun)), [new Secret('#')], new Secret('')]) expect(gate.judge(begun, { answer, judged: 'right' }, at(1))).toMatchObject({ verdict: 'again', how: 'early' })
  })

  it("fails with Next before the confirmation where the policy has MIM's way", () => {
    expect(gate.judge(begun, { answer: undefined }, at(1, {}, { earlyNext: 'fail' }))).toEqual({ verdict: 'spent', how: 'early' })
  })

  it('takes # alone where the policy says so, and shows no digits then', () => {
    const pound = at(1, {}, { keys: 'pound' })
    expect(shown(begun, pound)).not.toHaveProperty('keys')
    expect(gate.hear?.(begun, keys(''), pound)).toMatchObject({ heard: 'on', how: 'right' })
    expect(gate.hear?.(begun, keys(''), at(1)), 'not where digits are asked for').toMatchObject({ how: 'wrong' })
  })

  it('shows two digits of which none begins with the 9 that says "I did not ask for this"', () => {
    for (let counter = 1; counter <= 300; counter++) expect(keysOf(begun, at(1, { recovery: `r${counter}` }))).toMatch(/^[0-8][0-9]$/u)
  })

  it('takes the digits that another server shows while the key of the codes is changed', () => {
    const [old, young] = [7, 8].map((byte) => new Secret(Buffer.alloc(32, byte).toString('base64')))
    const [before, after] = [phoneCall(derivedCodes(old ?? expect.fail(), young)), phoneCall(derivedCodes(young ?? expect.fail(), old))]
    for (const [shows, hears] of [[before, after], [after, before]] as const) {
      const step = shows.show(begun, at(1))
      expect(hears.hear?.(begun, keys(step.kind === 'call' ? step.keys ?? '' : expect.fail('no call')), at(2))).toMatchObject({ heard: 'on', how: 'right' })
    }
    expect(before.show(begun, at(1)), 'or nothing was tried').not.toEqual(after.show(begun, at(1)))
  })

  it('asks again after wrong keys, three times in all, however many calls are made', () => {
    const wrong = after(begun, heard('answered'), keys('xx'))
    expect(shown(wrong)).toMatchObject({ call: 'wrong-keys', over: false, triesLeft: 2 })
    const second = gate.again(after(wrong, heard('hung-up')), at(40))?.state ?? expect.fail('no second call')
    expect(shown(second, at(41))).toMatchObject({ call: 'calling', triesLeft: 2 })
    const last = after(second, keys('xx', 2))
    expect(gate.hear?.(last, keys('xx', 2), at(50))).toEqual({ heard: 'spent' })
  })

  it('[S-13] what is heard of an older call, or twice, is no news', () => {
    const second = gate.again(after(begun, heard('no-answer')), at(40))?.state ?? expect.fail('no second call')
    expect(gate.hear?.(second, keys(keysOf(begun), 1), at(41)), 'the call before').toBeUndefined()
    const once = heard('ringing', 2)
    expect(gate.hear?.(after(second, once), once, at(42)), 'again').toBeUndefined()
    const confirmed = after(second, keys(keysOf(second), 2))
    expect(gate.hear?.(confirmed, heard('hung-up', 2), at(43)), 'a confirmed call ends as every call does').toBeUndefined()
  })

  it('"I did not ask for this" ends it', () => {
    expect(gate.hear?.(begun, keys('9'), at(3))).toEqual({ heard: 'denied', effects: [{ type: 'call-denied', gate: 'phone-call', counter: 1 }] })
  })

  it.each(callEnds)('that ends with %s says so, and the person can be called again after the pause', (end) => {
    const over = after(begun, heard(end))
    expect(shown(over)).toMatchObject({ call: end, over: true, againIn: 29 })
    expect(gate.again(over, at(29))).toBeUndefined()
    expect(gate.again(over, at(30))?.effects).toEqual([{ type: 'send-code', gate: 'phone-call', counter: 2 }])
  })

  it('of which nothing is heard any more is given up; nobody is called while it may still ring', () => {
    expect(gate.again(begun, at(109))).toBeUndefined()
    expect(shown(begun, at(110))).toMatchObject({ call: 'network', over: true, endsIn: 0, againIn: 0 })
    expect(gate.again(begun, at(110))).toBeDefined()
  })

  it('is made three times at most', () => {
    const third = gate.again(gate.again(begun, at(110))?.state ?? begun, at(230))?.state ?? expect.fail('no third call')
    expect(gate.again(third, at(400))).toBeUndefined()
    expect(shown(third, at(400))).not.toHaveProperty('againIn')
  })

  it('[S-10] looks the same for somebody who does not exist, and no keys ever confirm it', () => {
    const decoy = at(5, { real: false })
    expect(gate.show(begun, decoy)).toEqual(gate.show(begun, at(5)))
    expect(gate.hear?.(begun, keys(keysOf(begun)), decoy)).toMatchObject({ heard: 'on', how: 'wrong' })
  })
})
