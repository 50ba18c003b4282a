import { operations } from '@gatehouse/contract'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { runs } from '../../test/soak.ts'
import { type GateName, gateNames } from '../policy/gate-facts.ts'
import { gates, type Hand, hands, newRecovery, play, START, type Step, terms, workflows } from './machine.scenario.ts'
import { isCompared } from './judged.ts'
import type { Recovery } from './recovery.ts'
import { viewOf } from './view.ts'

const accepted = (steps: readonly Step[]) => steps.filter(({ result }) => result.ok)
const effectsOf = ({ result }: Step) => (result.ok ? result.effects : [])
const isLost = (event: Step['event']) => event.type === 'carried-out' && event.outcome === 'lost'
const carriesOut = (step: Step) => effectsOf(step).some(({ type }) => type === 'carry-out')

/** Whatever the workflow asks for, and in which order. @param property also told the recovery at its beginning */
const always = (property: (steps: Step[], start: Recovery) => void, { real = true } = {}) =>
  fc.assert(fc.property(workflows, hands, (workflow, deeds) => {
    const start = newRecovery({ real, workflow })
    property(play(start, deeds), start)
  }), { numRuns: runs(1500) })

/**
 * The gates at which something was compared in time, in this order. Judged from the hands and the messages alone, not from what the
 * machine remembers of them.
 */
const answered = (steps: readonly Step[], right: boolean): GateName[] => steps.flatMap((step, index) => {
  const { hand, result, event, before: { place } } = step
  const last = (is: (earlier: Step) => boolean) => steps.slice(0, index).findLastIndex(is)
  const sentAt = (gate: GateName) => last((earlier) => effectsOf(earlier).some((effect) => effect.type === 'send-code' && effect.gate === gate))
  if (!result.ok) return []
  // Wrong keys fail by themselves; right ones pass with the next answer, whatever it says, while no newer call was made.
  if (hand.does === 'hear') return !right && hand.what === 'wrong keys' ? ['phone-call'] : []
  if (hand.does !== 'answer' || hand.token !== 'present' || place.at !== 'gate') return []
  if (place.gate === 'phone-call') {
    const confirmed = last((earlier) => earlier.hand.does === 'hear' && earlier.hand.what === 'right keys' && earlier.result.ok)
    return right && confirmed > sentAt('phone-call') ? ['phone-call'] : []
  }
  if ((hand.code === 'right') !== right) return []
  if (place.gate === 'questions') return ['questions']
  return event.now < (steps[sentAt(place.gate)]?.event.now ?? START) + terms.emailCode.minutes * 60_000 ? [place.gate] : []
})
const provenBy = (steps: readonly Step[]) => answered(steps, true)
const failedAt = (steps: readonly Step[]) => answered(steps, false)

describe('whatever hands are at a recovery', () => {
  it('[S-13 F-14] no choice is carried out without the gates that the policy asks for, passed in this recovery, in time and in order', () => {
    const carried = { one: 0, two: 0 }
    always((steps, { terms: { workflow } }) => {
      steps.forEach((step, index) => {
        if (!carriesOut(step)) return
        carried[workflow.needed === 1 ? 'one' : 'two'] += 1
        const proofs = provenBy(steps.slice(0, index))
        // Each of the two rests on a thing of its own.
        expect(new Set(proofs).size).toBeGreaterThanOrEqual(workflow.needed)
        for (const gate of proofs) expect(workflow.gates).toContain(gate)
        if (workflow.order === 'fixed') expect(proofs).toEqual(workflow.gates.filter((gate) => proofs.includes(gate)))
        expect(step.event.now - START).toBeLessThan(terms.recovery.minutes * 60_000)
      })
    })
    expect(carried.one, 'the property was hardly put to the test').toBeGreaterThan(runs(20))
    expect(carried.two, 'the property was hardly put to the test').toBeGreaterThan(runs(20))
  })

  it('[F-14] once the gates are passed the choice is open, and before that it is not', () => {
    always((steps, { terms: { workflow } }) => {
      steps.forEach(({ result }, index) => {
        if (!result.ok || !['choice', 'new-password', 'working', 'done', 'gate', 'ways'].includes(result.recovery.place.at)) return
        const atGates = ['gate', 'ways'].includes(result.recovery.place.at)
        expect(new Set(provenBy(steps.slice(0, index + 1))).size >= workflow.needed).toBe(!atGates)
      })
    })
  })

  it('[S-11] a gate whose tries are spent ends the recovery, wherever the person went in between', () => {
    let spent = 0
    always((steps) => {
      steps.forEach(({ result }, index) => {
        const failed = failedAt(steps.slice(0, index + 1))
        if (!failed.some((gate) => failed.filter((other) => other === gate).length >= terms.emailCode.tries)) return
        spent += 1
        if (result.ok) expect(result.recovery.place.at).toBe('ended')
        if (result.ok) expect(result.effects).toEqual([])
      })
    })
    expect(spent, 'the property was hardly put to the test').toBeGreaterThan(runs(20))
  })

  it('[S-11] a wrong answer helps no more than a sign of life does, whenever it is given', () => {
    let carried = 0
    fc.assert(fc.property(workflows, hands, fc.nat({ max: 20 }), fc.constantFrom('nonsense' as const, 'older' as const, 'of another gate' as const), (workflow, deeds, at, code) => {
      const outcomes = (more: Hand) => play(newRecovery({ workflow }), [...deeds.slice(0, at), more, ...deeds.slice(at)]).filter(carriesOut).length
      // After the right keys Next is no wrong answer.
      const there = play(newRecovery({ workflow }), deeds.slice(0, at)).findLast(({ result }) => result.ok)?.result
      if (there?.ok && there.recovery.place.at === 'gate' && 'call' in there.recovery.place.state && there.recovery.place.state.call === 'confirmed') return
      const without = outcomes({ after: 0, token: 'present', does: 'extend' })
      expect(outcomes({ after: 0, token: 'present', does: 'answer', code })).toBeLessThanOrEqual(without)
      carried += without
    }), { numRuns: runs(1500) })
    expect(carried, 'the property was hardly put to the test').toBeGreaterThan(runs(20))
  })

  it('[F-14] nobody is led to where no way goes on: who has every code comes to the choice', () => {
    let through = 0
    // A call that is over is made again only after a while.
    const atOnce = hands.map((deeds) => deeds.filter((hand) => hand.does !== 'hear' || hand.what !== 'hung-up').slice(0, 6).map((hand) => ({ ...hand, after: 1 })))
    fc.assert(fc.property(workflows, atOnce, (workflow, deeds) => {
      let recovery = play(newRecovery({ workflow }), deeds).findLast(({ result }) => result.ok)?.result
      const next = { after: 1, token: 'present' } as const
      for (let turn = 0; turn < 10 && recovery?.ok && ['gate', 'ways'].includes(recovery.recovery.place.at); turn += 1) {
        const { place } = recovery.recovery
        const { ways } = viewOf(recovery.recovery, undefined, gates, START)
        const answering: Hand[] = [{ ...next, does: 'answer', code: 'right' }]
        const passing: Hand[] = place.at === 'gate' && place.gate === 'phone-call' ? [{ ...next, does: 'hear', what: 'right keys', of: 'present' }, ...answering] : answering
        const does: Hand[] = place.at === 'gate' ? passing : [{ ...next, does: 'pick', way: ways.at(-1) ?? expect.fail('no way goes on') }]
        recovery = play(recovery.recovery, does).at(-1)?.result
        expect(recovery?.ok).toBe(true)
        through += 1
      }
      if (recovery?.ok) expect(['gate', 'ways']).not.toContain(recovery.recovery.place.at)
    }), { numRuns: runs(1500) })
    expect(through, 'the property was hardly put to the test').toBeGreaterThan(runs(20))
  })

  it('[S-10] an account that does not exist never gets anything carried out', () => {
    always((steps) => expect(steps.some(carriesOut)).toBe(false), { real: false })
  })

  it('[S-17] nothing is carried out for an account that was protected when it was chosen, or given a password', () => {
    let met = 0
    always((steps) => {
      for (const step of steps) {
        if (!('account' in step.event) || !step.event.account?.protected) continue
        met += 1
        expect(carriesOut(step)).toBe(false)
      }
    })
    expect(met, 'the property was hardly put to the test').toBeGreaterThan(runs(20))
  })

  it('[S-13] every step token works once', () => {
    always((steps) => {
      const answered = accepted(steps).flatMap(({ event }) => ('stepToken' in event && !isLost(event) ? [event.stepToken] : []))
      expect(new Set(answered).size).toBe(answered.length)
      for (const { hand, event, result } of steps) {
        if ('stepToken' in event && hand.token !== 'present') expect(result).toEqual({ ok: false, refusal: 'step-used' })
      }
    })
  })

  it('[S-13] a choice is carried out at most once, and never twice at the same time', () => {
    let everDone = 0
    always((steps) => {
      let open = false
      let done = 0
      for (const step of steps) {
        if (carriesOut(step)) {
          expect(open, 'a second one began while the first was under way').toBe(false)
          expect(done, 'one began after the choice had been carried out').toBe(0)
          open = true
        }
        if (step.event.type === 'carried-out' && step.result.ok && step.event.outcome !== 'lost') {
          open = false
          if (step.event.outcome === 'done') done += 1
        }
      }
      expect(done).toBeLessThanOrEqual(1)
      everDone += done
    })
    expect(everDone, 'the property was hardly put to the test').toBeGreaterThan(runs(20))
  })

  it('expired means expired: nothing is asked, sent or carried out any more', () => {
    always((steps) => {
      for (const { before, event, result } of steps) {
        // Who waits for a call is not idle until it is over: setting it up, ringing and talking take 110 seconds at the most.
        const { place } = before
        const waited = place.at === 'gate' && 'call' in place.state ? place.state.overAt ?? place.state.calledAt + 110_000 : 0
        const limit = Math.min(before.begunAt + terms.recovery.minutes * 60_000, Math.max(before.lastSignAt, waited) + terms.recovery.idleSeconds * 1000)
        if (event.now < limit || before.place.at === 'working' || before.place.at === 'done') continue
        if (result.ok) expect(result.effects).toEqual([])
        if (result.ok) expect(result.recovery.place.at).toBe('ended')
      }
    })
  })

  it('[S-11] at most three answers are compared at each gate, however many codes were sent and however often somebody comes back to it', () => {
    let comparedThrice = 0
    always((steps, start) => {
      const sent = steps.flatMap(effectsOf).flatMap((effect) => (effect.type === 'send-code' ? [`${effect.gate} ${effect.counter}`] : []))
      if (start.place.at === 'gate') sent.push(`${start.place.gate} 1`)
      expect(new Set(sent).size, 'a message was sent twice').toBe(sent.length)
      for (const gate of gateNames) {
        const judges: Step['event']['type'] = gate === 'phone-call' ? 'call-heard' : 'answered'
        const judged = accepted(steps).filter(({ event, result }) => event.type === judges && result.ok && result.judged?.gate === gate && isCompared(result.judged))
        expect(judged.length).toBeLessThanOrEqual(terms.emailCode.tries)
        if (judged.length === terms.emailCode.tries) comparedThrice += 1
        expect(sent.filter((message) => message.startsWith(gate)).length).toBeLessThanOrEqual(terms.emailCode.messages)
      }
    })
    expect(comparedThrice, 'the property was hardly put to the test').toBeGreaterThan(runs(20))
  })

  it('an outcome belongs to the choice that was begun, and to no later one', () => {
    always((steps) => {
      for (const { hand, event, result } of steps) {
        if (event.type === 'carried-out' && hand.token !== 'present') expect(result.ok).toBe(false)
      }
    })
  })

  it('is refused only in ways that the contract names', () => {
    const operationOf = {
      'answered': 'answer', 'message-asked': 'sendAgain', 'way-picked': 'pickWay', 'chosen': 'choose', 'password-given': 'setPassword',
      'reconsidered': 'reconsider', 'extended': 'extend', 'cancelled': 'cancel',
    } as const
    always((steps) => {
      for (const { event, result } of steps) {
        if (result.ok || event.type === 'carried-out' || event.type === 'call-heard') continue
        const named: readonly string[] = operations[operationOf[event.type]].problems
        expect(named, event.type).toContain(result.refusal)
      }
    })
  })

  it('what is done or ended stays so', () => {
    always((steps) => {
      for (const { before, result } of steps) {
        const { at } = before.place
        if (at !== 'done' && at !== 'ended') continue
        if (result.ok) expect(result.recovery.place).toEqual(before.place)
      }
    })
  })

  it('[S-10] an unknown account is view for view like a real one until the gates are passed', () => {
    fc.assert(fc.property(workflows, hands, (workflow, deeds) => {
      const wrong = deeds.map((hand): Hand => {
        if (hand.does === 'hear' && hand.what === 'right keys') return { ...hand, what: 'wrong keys' }
        return hand.does === 'answer' ? { ...hand, code: 'nonsense' } : hand
      })
      const real = play(newRecovery({ real: true, workflow }), wrong)
      // The decoy even meets the right code where the real one meets a wrong one.
      const decoy = play(newRecovery({ real: false, workflow }), deeds)
      const seen = (steps: Step[]) => steps.map(({ result, event }) =>
        result.ok ? viewOf(result.recovery, undefined, gates, event.now) : result.refusal)
      expect(seen(decoy)).toEqual(seen(real))
    }), { numRuns: runs(1500) })
  })
})
