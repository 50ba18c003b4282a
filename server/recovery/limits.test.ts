import { Secret, ways } from '@gatehouse/contract'
import { describe, expect, it } from 'vitest'
import { type AuditEntry, entriesOf } from './audit.ts'
import { FREE_RECORDED, INTENDED } from './limits.ts'
import { gates, lockedAccount, newRecovery, rightCode, START } from './machine.scenario.ts'
import type { Event } from './event.ts'
import { transition } from './machine.ts'
import type { Recovery } from './recovery.ts'

type Says = Record<string, unknown> & { type: Event['type'] }

/** Somebody with a script: whatever is said is sent, refused or not, a hundredth of a second after the last. */
function script(from: Recovery) {
  let recovery = from
  let now = START
  const told: AuditEntry[] = []
  return {
    told,
    get recovery() { return recovery },
    pass(seconds: number) { now += seconds * 1000 },
    say(says: Says) {
      now += 10
      const event = { now, nextToken: `token-${now}`, stepToken: recovery.stepToken, ...says } as Event
      const result = transition(recovery, event, gates)
      if (!result.ok) return
      told.push(...entriesOf(recovery, event, result.recovery, result.effects, result.judged))
      recovery = result.recovery
    },
    kinds: () => told.map((entry) => (entry.kind === 'gate-failed' ? `${entry.why}${entry.last ? ', the last' : ''}` : entry.kind)),
  }
}

const failed = (why: string) => [...new Array<string>(FREE_RECORDED - 1).fill(why), `${why}, the last`]

describe('[S-18] what costs no try does not fill the record either', () => {
  it('Next, pressed without end before the call is confirmed', () => {
    const hand = script(newRecovery({ workflow: { gates: ['phone-call'] } }))
    for (let press = 0; press < 1000; press++) hand.say({ type: 'answered', answer: undefined })
    expect(hand.kinds()).toEqual(failed('early'))
    expect(hand.recovery.place, 'nobody is thrown out for being impatient').toMatchObject({ at: 'gate', state: { triesLeft: 3 } })
  })

  it('a code that is too old, typed without end; a wrong one is written after it as ever', () => {
    const hand = script(newRecovery())
    hand.pass(170)
    hand.say({ type: 'extended' })
    hand.pass(140)
    for (let code = 0; code < 1000; code++) hand.say({ type: 'answered', answer: new Secret('000000') })
    expect(hand.kinds()).toEqual(failed('expired'))
    hand.say({ type: 'message-asked' })
    hand.say({ type: 'answered', answer: new Secret('000000') })
    expect(hand.kinds().slice(FREE_RECORDED)).toEqual(['message-queued', 'wrong'])
  })

  it('answers that nobody could judge, and any of these by turns', () => {
    const hand = script(newRecovery({ workflow: { gates: ['email-code', 'questions', 'phone-call'], needed: 2, order: 'free' } }))
    hand.say({ type: 'way-picked', way: 'email' })
    hand.say({ type: 'answered', answer: rightCode(hand.recovery) })
    for (let round = 0; round < 500; round++) {
      hand.say({ type: 'way-picked', way: round % 2 ? 'questions' : 'call' })
      hand.say({ type: 'answered', answer: [], judged: 'unanswered' })
    }
    const kinds = hand.kinds()
    expect(kinds.filter((kind) => kind.startsWith('early') || kind.startsWith('unanswered'))).toHaveLength(FREE_RECORDED)
    expect(kinds.at(-1)).toMatch(/, the last$/)
  })

  it('changes that the directory refuses: after so many the recovery is over', () => {
    const hand = script(newRecovery())
    hand.say({ type: 'answered', answer: rightCode(hand.recovery) })
    hand.say({ type: 'chosen', choice: 'set-password', account: lockedAccount })
    for (let password = 0; password < 1000; password++) {
      hand.say({ type: 'password-given', account: lockedAccount })
      hand.say({ type: 'carried-out', outcome: 'password-refused' })
    }
    expect(hand.kinds().filter((kind) => kind === 'choice-intended')).toHaveLength(INTENDED)
    expect(hand.told.at(-1)).toMatchObject({ kind: 'ended', reason: 'too-many-changes' })
  })

  it('whatever a script sends, by turns and over again, one recovery is no more than a hundred entries', () => {
    const hand = script(newRecovery({ workflow: { gates: ['email-code', 'sms-code', 'phone-call'], needed: 1, order: 'free' } }))
    let heard = 0
    const call = (what: object) => ({ type: 'call-heard' as const, gate: 'phone-call', heard: { counter: 1 + Math.floor(heard / 40), number: ++heard, ...what } })
    const says: (() => Says)[] = [
      ...ways.map((way) => () => ({ type: 'way-picked' as const, way })),
      () => ({ type: 'answered', answer: undefined }), () => ({ type: 'message-asked' }), () => ({ type: 'extended' }),
      () => call({ what: 'ringing' }), () => call({ what: 'answered' }), () => call({ what: 'busy' }),
      () => ({ type: 'reconsidered' }), () => ({ type: 'carried-out', outcome: 'not-done' }),
    ]
    for (let round = 0; round < 800; round++) {
      hand.pass(1)
      for (const says_ of says) hand.say(says_())
    }
    hand.say({ type: 'cancelled' })
    expect(hand.told.length).toBeGreaterThan(FREE_RECORDED)
    expect(hand.told.length).toBeLessThan(100)
  })
})
