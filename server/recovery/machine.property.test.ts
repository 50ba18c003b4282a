import { operations } from '@gatehouse/contract'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { runs } from '../../test/soak.ts'
import { gates, hands, newRecovery, play, START, type Step, terms } from './machine.scenario.ts'
import { viewOf } from './view.ts'

const accepted = (steps: readonly Step[]) => steps.filter(({ result }) => result.ok)
const effectsOf = ({ result }: Step) => (result.ok ? result.effects : [])
const isLost = (event: Step['event']) => event.type === 'carried-out' && event.outcome === 'lost'
const carriesOut = (step: Step) => effectsOf(step).some(({ type }) => type === 'carry-out')

const always = (property: (steps: Step[]) => void, { real = true } = {}) =>
  fc.assert(fc.property(hands, (deeds) => { property(play(newRecovery({ real }), deeds)) }), { numRuns: runs(2000) })

describe('whatever hands are at a recovery', () => {
  it('[S-13] no choice is carried out without the gates passed in this recovery, in time', () => {
    let carried = 0
    always((steps) => {
      steps.forEach((step, index) => {
        if (!carriesOut(step)) return
        carried += 1
        // Judged from the hands alone, not from what the machine remembers of them.
        const proof = steps.slice(0, index).find(({ hand, result, event, before }) =>
          hand.does === 'answer' && hand.right && hand.token === 'present' && result.ok && before.place.at === 'gate'
          && event.now < before.place.state.sentAt + terms.emailCode.minutes * 60_000)
        expect(proof).toBeDefined()
        expect(step.event.now - START).toBeLessThan(terms.recovery.minutes * 60_000)
      })
    })
    expect(carried, 'the property was hardly put to the test').toBeGreaterThan(runs(20))
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
        const limit = Math.min(before.begunAt + terms.recovery.minutes * 60_000, before.lastSignAt + terms.recovery.idleSeconds * 1000)
        if (event.now < limit || before.place.at === 'working' || before.place.at === 'done') continue
        if (result.ok) expect(result.effects).toEqual([])
        if (result.ok) expect(result.recovery.place.at).toBe('ended')
      }
    })
  })

  it('[S-11] at most three answers are compared, however many codes were sent', () => {
    always((steps) => {
      const judged = accepted(steps).filter(({ event, result }) =>
        event.type === 'answered' && result.ok && !(result.recovery.place.at === 'gate' && result.recovery.place.state.error === 'code-expired'))
      expect(judged.length).toBeLessThanOrEqual(terms.emailCode.tries)
      const sent = steps.flatMap(effectsOf).filter(({ type }) => type === 'send-code')
      expect(sent.length).toBeLessThanOrEqual(terms.emailCode.messages - 1)
    })
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
        if (result.ok || event.type === 'carried-out') continue
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
    fc.assert(fc.property(hands, (deeds) => {
      const wrong = deeds.map((hand) => (hand.does === 'answer' ? { ...hand, right: false } : hand))
      const real = play(newRecovery({ real: true }), wrong)
      // The decoy even meets the right code where the real one meets a wrong one.
      const decoy = play(newRecovery({ real: false }), deeds)
      const seen = (steps: Step[]) => steps.map(({ result, event }) =>
        result.ok ? viewOf(result.recovery, undefined, gates, event.now) : result.refusal)
      expect(seen(decoy)).toEqual(seen(real))
    }), { numRuns: runs(2000) })
  })
})
