import { choices, entrances, Secret, type Way, ways } from '@gatehouse/contract'
import fc from 'fast-check'
import { type Codes, derivedCodes } from '../gates/codes.ts'
import type { CallHeard } from '../gates/call-state.ts'
import type { GateState } from '../gates/gate.ts'
import { gateList } from '../gates/list.ts'
import { passable } from '../policy/checks/passable.ts'
import { type GateName, gateNames } from '../policy/gate-facts.ts'
import type { Terms } from '../policy/terms.ts'
import type { Event, Outcome } from './event.ts'
import { firstGate, transition, type Transition } from './machine.ts'
import type { Account, Recovery } from './recovery.ts'

/** Test material: a recovery driven by whatever hands one can think of, each step remembered. */

export const terms: Terms = {
  workflow: { name: 'Everybody', gates: ['email-code'], needed: 1, order: 'fixed', choices: [...choices] },
  emailCode: { digits: 6, minutes: 5, tries: 3, messages: 3, secondsBetweenMessages: 30 },
  smsCode: { digits: 6, minutes: 5, tries: 3, messages: 3, secondsBetweenMessages: 30 },
  phoneCall: { keys: 'digits', earlyNext: 'wait', ringSeconds: 30, tries: 3, calls: 3, secondsBetweenCalls: 30, restMinutes: 60 },
  questions: { asked: 4, correct: 3, tries: 3 },
  notices: { sms: false, manager: true },
  password: { names: true, alsoCalled: [], common: true },
  recovery: { minutes: 15, idleSeconds: 180 },
}

export const codes: Codes = derivedCodes(new Secret(Buffer.alloc(32, 7).toString('base64')))
export const gates = gateList({ codes })
const everyGate = gates
export const START = Date.UTC(2026, 0, 1)
const GUID = '5f0c8a52-9d5e-4b8e-8a34-0f6f1e2d3c4b'

type Workflow = Terms['workflow']

/** Every workflow that a policy could have with these gates: some of them, in any order, and as many as they can prove; only those that load. */
export const workflows: fc.Arbitrary<Partial<Workflow>> = fc.uniqueArray(fc.constantFrom(...gateNames), { minLength: 1 })
  .chain((names) => fc.record({ gates: fc.constant(names), needed: fc.integer({ min: 1, max: names.length }), order: fc.constantFrom('fixed' as const, 'free' as const) }))
  .filter((asked) => passable([{ name: 'All', for: { entrances: [...entrances] }, choices: [...choices], ...asked }]).length === 0)

/** A recovery at its first step. */
export function newRecovery({ real = true, workflow = {} }: { real?: boolean; workflow?: Partial<Workflow> } = {}): Recovery {
  const { recovery } = firstGate(
    {
      id: 'a1b2', caseNumber: '7K4P-29QX', entrance: 'workstation', language: 'en', person: real ? GUID : null,
      terms: { ...terms, workflow: { ...terms.workflow, ...workflow } },
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
  | { does: 'answer'; code: 'right' | 'nonsense' | 'older' | 'of another gate' }
  | { does: 'hear'; what: 'ringing' | 'answered' | 'right keys' | 'wrong keys' | 'not asked for' | 'hung-up'; of: 'present' | 'older' }
  | { does: 'pick'; way: Way }
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
  { weight: 4, arbitrary: fc.record({ does: fc.constant('answer' as const), code: fc.constantFrom('right' as const, 'right' as const, 'nonsense' as const, 'older' as const, 'of another gate' as const) }) },
  { weight: 3, arbitrary: fc.record({
    does: fc.constant('hear' as const), of: fc.constantFrom('present' as const, 'present' as const, 'older' as const),
    what: fc.constantFrom('ringing' as const, 'answered' as const, 'right keys' as const, 'right keys' as const, 'wrong keys' as const, 'hung-up' as const),
  }) },
  { weight: 1, arbitrary: fc.record({ does: fc.constant('hear' as const), of: fc.constantFrom('present' as const, 'older' as const), what: fc.constant('not asked for' as const) }) },
  { weight: 3, arbitrary: fc.record({ does: fc.constant('pick' as const), way: fc.constantFrom(...ways) }) },
  { weight: 4, arbitrary: fc.record({ does: fc.constant('choose' as const), choice: fc.constantFrom('unlock' as const, 'set-password' as const), account }) },
  { weight: 3, arbitrary: fc.record({ does: fc.constant('give-password' as const), account }) },
  { weight: 3, arbitrary: fc.record({ does: fc.constant('carried-out' as const), outcome: fc.constantFrom<Outcome>('done', 'not-done', 'password-refused', 'protected', 'stopped', 'lost', 'gone') }) },
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
const onTheWay: fc.Arbitrary<Hand[]> = fc.tuple(some(2), some(1), some(1), some(1), some(15), fc.constantFrom(...ways), fc.constantFrom(...choices), fc.constantFrom<Outcome>('done', 'not-done', 'lost'))
  .map(([first, between, second, third, rest, way, choice, outcome]) => {
    const next = { after: 1, token: 'present', account: lockedAccount } as const
    const chosen: Hand[] = [{ ...next, does: 'choose', choice }, ...(choice === 'set-password' ? [{ ...next, does: 'give-password' } as const] : [])]
    // At a call the keys come first; at other gates they are no news.
    const passing: Hand[] = [{ ...next, does: 'hear', what: 'right keys', of: 'present' }, { ...next, does: 'answer', code: 'right' }]
    const picking: Hand = { ...next, does: 'pick', way }
    return [...first, picking, ...passing, ...between, ...passing, ...second, ...chosen, ...third, { ...next, does: 'carried-out', outcome }, ...rest]
  })

/** Who guesses, at one gate and at another, and asks for messages in between, at times slowly; seldom somebody who knows. */
const guessing: fc.Arbitrary<Hand[]> = fc.array(fc.tuple(fc.constantFrom(1, 1, 1, 100), fc.oneof(
  { weight: 5, arbitrary: fc.record({ does: fc.constant('answer' as const), code: fc.constantFrom('nonsense' as const, 'older' as const, 'of another gate' as const) }) },
  { weight: 3, arbitrary: fc.constant({ does: 'hear' as const, of: 'present' as const, what: 'wrong keys' as const }) },
  { weight: 3, arbitrary: fc.record({ does: fc.constant('pick' as const), way: fc.constantFrom(...ways) }) },
  { weight: 1, arbitrary: fc.constant({ does: 'ask-message' as const }) },
  { weight: 1, arbitrary: fc.constant({ does: 'answer' as const, code: 'right' as const }) },
)).map(([seconds, what]) => ({ after: seconds, token: 'present' as const, ...what })), { minLength: 3, maxLength: 12 })

export const hands: fc.Arbitrary<Hand[]> = fc.oneof(some(25), onTheWay, guessing)

export type Step = { hand: Hand; event: Event; before: Recovery; result: Transition }

/** Lets the hands at the recovery, one after the other. */
export function play(start: Recovery, deeds: readonly Hand[], gates = everyGate): Step[] {
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
    case 'answer': return { type: 'answered', stepToken, answer: codeAs(hand.code, recovery), judged: hand.code === 'right' ? 'right' : 'wrong', ...always }
    case 'hear': return { type: 'call-heard', gate: 'phone-call', heard: heardAs(hand, recovery), ...always }
    case 'pick': return { type: 'way-picked', stepToken, way: hand.way, ...always }
    case 'choose': return { type: 'chosen', stepToken, choice: hand.choice, account: hand.account, ...always }
    case 'give-password': return { type: 'password-given', stepToken, account: hand.account, ...always }
    case 'carried-out': return { type: 'carried-out', stepToken, outcome: hand.outcome, ...always }
    case 'ask-message': return { type: 'message-asked', stepToken, ...always }
    case 'reconsider': return { type: 'reconsidered', stepToken, ...always }
    case 'extend': return { type: 'extended', ...always }
    case 'cancel': return { type: 'cancelled', ...always }
  }
}

/** What is heard of the newest call, wherever the person is; of a first one where there is none. */
function heardAs({ what, of }: Extract<Hand, { does: 'hear' }>, recovery: Recovery): CallHeard {
  const { place, left } = recovery
  const state = place.at === 'gate' && place.gate === 'phone-call' ? place.state : left.find(({ gate }) => gate === 'phone-call')?.state
  const counter = state && 'counter' in state ? state.counter : 1
  const call = { counter: of === 'present' ? counter : counter - 1, number: (state && 'heard' in state ? state.heard : 0) + 1 }
  switch (what) {
    case 'right keys': return { ...call, what: 'keys', keys: new Secret(state ? keysOf(recovery, state) : '00') }
    case 'wrong keys': return { ...call, what: 'keys', keys: new Secret('xx') }
    case 'not asked for': return { ...call, what: 'keys', keys: new Secret('9') }
    case 'ringing': case 'answered': case 'hung-up': return { ...call, what }
  }
}

/** The keys that the screen shows for that call. */
export function keysOf({ id, terms: held }: Recovery, state: GateState): string {
  const step = gates['phone-call'].show(state, { recovery: id, terms: held, real: true, now: START })
  return step.kind === 'call' ? step.keys ?? '' : ''
}

/** The code that would be in the newest message of the present gate; of the first mail where there is none. */
export const rightCode = (recovery: Recovery): Secret => codeAs('right', recovery)

function codeAs(what: Extract<Hand, { does: 'answer' }>['code'], { id, place }: Recovery): Secret {
  const { gate, counter } = place.at === 'gate' && 'counter' in place.state ? { gate: place.gate, counter: place.state.counter } : { gate: 'email-code' as const, counter: 1 }
  const derive = (name: GateName, count: number) => codes.derive({ recovery: id, gate: name, counter: count, digits: 6 })
  switch (what) {
    case 'right': return derive(gate, counter)
    case 'nonsense': return new Secret('nonsense')
    // Of the message before, or of the next: neither is the newest.
    case 'older': return derive(gate, counter > 1 ? counter - 1 : counter + 1)
    case 'of another gate': return derive(gateNames.find((name) => name !== gate) ?? gate, counter)
  }
}
