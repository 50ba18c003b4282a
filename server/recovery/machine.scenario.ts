import { choices, Secret } from '@gatehouse/contract'
import fc from 'fast-check'
import { type Codes, derivedCodes } from '../gates/codes.ts'
import { gateList } from '../gates/list.ts'
import type { Terms } from '../policy/terms.ts'
import type { Event, Outcome } from './event.ts'
import { firstGate, transition, type Transition } from './machine.ts'
import type { Account, Recovery } from './recovery.ts'

/** Test material: a recovery driven by whatever hands one can think of, each step remembered. */

export const terms: Terms = {
  workflow: { name: 'Everybody', gates: ['email-code'], needed: 1, order: 'fixed', choices: [...choices] },
  emailCode: { digits: 6, minutes: 5, tries: 3, messages: 3, secondsBetweenMessages: 30 },
  smsCode: { digits: 6, minutes: 5, tries: 3, messages: 3, secondsBetweenMessages: 30 },
  notices: { sms: false },
  password: { names: true, alsoCalled: [], common: true },
  recovery: { minutes: 15, idleSeconds: 180 },
}

export const codes: Codes = derivedCodes(new Secret(Buffer.alloc(32, 7).toString('base64')))
export const gates = gateList({ codes })
export const START = Date.UTC(2026, 0, 1)
const GUID = '5f0c8a52-9d5e-4b8e-8a34-0f6f1e2d3c4b'

/** A recovery at its first gate. */
export function newRecovery({ real = true } = {}): Recovery {
  const { recovery } = firstGate(
    {
      id: 'a1b2', caseNumber: '7K4P-29QX', entrance: 'workstation', language: 'en', person: real ? GUID : null, terms,
      counted: { typed: 'typed', person: 'person', address: 'address', known: false },
      begunAt: START, lastSignAt: START, passed: [], left: [], stepToken: 'token-0',
    },
    gates, START,
  )
  return recovery
}

export const lockedAccount: Account = {
  name: 'ada', names: ['ada', 'Ada Lovelace'], locked: true, disabled: false, accountExpired: false, passwordExpired: false, mustChange: false, mayNotChange: false,
  smartCardRequired: false, hours: 'now', protected: false, passwordMark: '1',
}

/** What a hand at the keyboard, or at the wire, may try. Tokens: the present one, one used before, one made up. */
export type Hand = { after: number; token: 'present' | 'used' | 'made-up' } & (
  | { does: 'answer'; right: boolean }
  | { does: 'choose'; choice: 'unlock' | 'set-password'; account: Account | null }
  | { does: 'give-password'; account: Account | null }
  | { does: 'carried-out'; outcome: Outcome }
  | { does: 'ask-message' | 'reconsider' | 'extend' | 'cancel' }
)

// Mostly sound accounts, or nothing would ever be carried out.
const seldom = fc.integer({ min: 0, max: 19 }).map((n) => n === 0)

export const anyAccount: fc.Arbitrary<Account> = fc.record({
  name: fc.constant('ada'), names: fc.constant(['ada']), locked: fc.boolean(), passwordMark: fc.constant('1'),
  disabled: seldom, accountExpired: seldom, passwordExpired: seldom, mustChange: seldom, mayNotChange: seldom, smartCardRequired: seldom, protected: seldom,
  hours: fc.oneof({ weight: 18, arbitrary: fc.constant('now' as const) }, fc.constant('never' as const), fc.nat().map((from) => ({ from }))),
})

const account = fc.option(
  anyAccount,
  { freq: 20 },
)

const deed = fc.oneof(
  { weight: 4, arbitrary: fc.record({ does: fc.constant('answer' as const), right: fc.boolean() }) },
  { weight: 4, arbitrary: fc.record({ does: fc.constant('choose' as const), choice: fc.constantFrom('unlock' as const, 'set-password' as const), account }) },
  { weight: 3, arbitrary: fc.record({ does: fc.constant('give-password' as const), account }) },
  { weight: 3, arbitrary: fc.record({ does: fc.constant('carried-out' as const), outcome: fc.constantFrom<Outcome>('done', 'not-done', 'password-refused', 'protected', 'lost', 'gone') }) },
  { weight: 4, arbitrary: fc.record({ does: fc.constantFrom('ask-message' as const, 'reconsider' as const, 'extend' as const, 'cancel' as const) }) },
)

/** Seconds that pass before the deed: mostly few, at times around the limits. */
const after = fc.oneof({ weight: 8, arbitrary: fc.integer({ min: 0, max: 20 }) }, fc.constantFrom(31, 179, 180, 299, 300, 301, 900))

const some = (maxLength: number): fc.Arbitrary<Hand[]> => fc.array(
  fc.tuple(after, fc.constantFrom<Hand['token'][]>('present', 'present', 'present', 'present', 'used', 'made-up'), deed)
    .map(([seconds, token, what]) => ({ after: seconds, token, ...what })),
  { maxLength },
)

/** What leads to an outcome, with anything in between: by chance alone hardly anybody would get there. */
const onTheWay: fc.Arbitrary<Hand[]> = fc.tuple(some(2), some(1), some(1), some(15), fc.constantFrom(...choices), fc.constantFrom<Outcome>('done', 'not-done', 'lost'))
  .map(([first, second, third, rest, choice, outcome]) => {
    const next = { after: 1, token: 'present', account: lockedAccount } as const
    const chosen: Hand[] = [{ ...next, does: 'choose', choice }, ...(choice === 'set-password' ? [{ ...next, does: 'give-password' } as const] : [])]
    return [...first, { ...next, does: 'answer', right: true }, ...second, ...chosen, ...third, { ...next, does: 'carried-out', outcome }, ...rest]
  })

export const hands: fc.Arbitrary<Hand[]> = fc.oneof(some(25), onTheWay)

export type Step = { hand: Hand; event: Event; before: Recovery; result: Transition }

/** Lets the hands at the recovery, one after the other. */
export function play(start: Recovery, deeds: readonly Hand[]): Step[] {
  const steps: Step[] = []
  let recovery = start
  let now = START
  deeds.forEach((hand, index) => {
    now += hand.after * 1000
    const used = steps.findLast(({ result, before }) => result.ok && result.recovery.stepToken !== before.stepToken)?.before.stepToken
    const stepToken = { present: recovery.stepToken, used: used ?? 'never-given', 'made-up': `guess-${index}` }[hand.token]
    const event = eventOf(hand, recovery, { now, nextToken: `token-${index + 1}` }, stepToken)
    const result = transition(recovery, event, gates)
    steps.push({ hand, event, before: recovery, result })
    if (result.ok) recovery = result.recovery
  })
  return steps
}

function eventOf(hand: Hand, recovery: Recovery, always: { now: number; nextToken: string }, stepToken: string): Event {
  switch (hand.does) {
    case 'answer': return { type: 'answered', stepToken, answer: hand.right ? rightCode(recovery) : new Secret('nonsense'), ...always }
    case 'choose': return { type: 'chosen', stepToken, choice: hand.choice, account: hand.account, ...always }
    case 'give-password': return { type: 'password-given', stepToken, account: hand.account, ...always }
    case 'carried-out': return { type: 'carried-out', stepToken, outcome: hand.outcome, ...always }
    case 'ask-message': return { type: 'message-asked', stepToken, ...always }
    case 'reconsider': return { type: 'reconsidered', stepToken, ...always }
    case 'extend': return { type: 'extended', ...always }
    case 'cancel': return { type: 'cancelled', ...always }
  }
}

/** The code that would be in the newest mail. */
export function rightCode({ id, place }: Recovery): Secret {
  return codes.derive({ recovery: id, gate: 'email-code', counter: place.at === 'gate' ? place.state.counter : 1, digits: 6 })
}
