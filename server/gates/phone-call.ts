import { Secret, type StepOf } from '@gatehouse/contract'
import { gateFacts, type GateName } from '../policy/gate-facts.ts'
import { keysFrom, MADE_OF, NOT_ASKED_FOR } from './call-keys.ts'
import { type CallState, limitOf } from './call-state.ts'
import type { Codes } from './codes.ts'
import type { Gate, GateContext, GateEffect, GateState, Heard } from './gate.ts'

const name = 'phone-call' satisfies GateName
const { restsOn, way } = gateFacts[name]

/**
 * A call to the number that a code by SMS would go to, and it rests on the same. The person keys the two digits that the screen shows,
 * then #: whoever is called without having asked cannot let anybody in by pressing what they hear. Next is the answer, and right only
 * once the call has confirmed it.
 */
export function phoneCall(codes: Codes): Gate {
  const call = (counter: number): GateEffect[] => [{ type: 'send-code', gate: name, counter }]

  /** What is right to key before #, first what this server shows: 00 to 89; nothing where # alone is asked for. */
  function rightKeys({ counter }: CallState, { recovery, terms }: GateContext): readonly string[] {
    if (terms.phoneCall.keys === 'pound') return ['']
    return codes.every({ recovery, gate: name, counter, digits: MADE_OF }).map(keysFrom)
  }

  return {
    name, restsOn, judgedOutside: false,

    begin: ({ now, terms }) => ({
      state: { kind: 'call', counter: 1, calledAt: now, call: 'calling', over: false, heard: 0, triesLeft: terms.phoneCall.tries },
      effects: call(1),
    }),

    judge(given, _, { real, terms }) {
      const state = own(given)
      if (state.call === 'confirmed' && real) return { verdict: 'passed' }
      if (terms.phoneCall.earlyNext === 'fail') return { verdict: 'spent', how: 'early' }
      return { verdict: 'again', how: 'early', state: { ...state, error: 'still-waiting' } }
    },

    again(given, context) {
      const state = own(given)
      const { calls } = context.terms.phoneCall
      if (state.call === 'confirmed' || state.counter >= calls || secondsUntilAgain(state, context) > 0) return undefined
      const counter = state.counter + 1
      return {
        state: { kind: 'call', counter, calledAt: context.now, call: 'calling', over: false, heard: 0, triesLeft: state.triesLeft },
        effects: call(counter),
      }
    },

    hear(given, heard, context) {
      const state = own(given)
      if (heard.counter !== state.counter || heard.number <= state.heard || state.over || state.call === 'confirmed') return undefined
      const next: CallState = { ...quiet(state), heard: heard.number }
      switch (heard.what) {
        case 'ringing': return { heard: 'on', state: { ...next, call: state.call === 'calling' ? 'ringing' : state.call } }
        case 'answered': return { heard: 'on', state: { ...next, call: state.call === 'wrong-keys' ? state.call : 'answered' } }
        case 'keys': return keyed(heard.keys, next, context)
        case 'busy': case 'no-answer': case 'hung-up': case 'voicemail': case 'network':
          // That the keys were wrong says more than that the call then ended.
          return { heard: 'on', state: { ...next, over: true, overAt: context.now, call: state.call === 'wrong-keys' ? state.call : heard.what } }
      }
    },

    show(given, context): StepOf<'call'> {
      const state = own(given)
      const [keys] = rightKeys(state, context)
      const over = isOver(state, context)
      return {
        kind: 'call', way, over,
        call: over && !state.over && state.call !== 'confirmed' ? 'network' : state.call,
        ...(keys && { keys }),
        endsIn: over ? 0 : seconds(limitOf(state, context.terms) - context.now),
        triesLeft: state.triesLeft,
        ...(state.call !== 'confirmed' && state.counter < context.terms.phoneCall.calls && { againIn: secondsUntilAgain(state, context) }),
        ...(state.error && { error: state.error }),
      }
    },
  }

  function keyed(keys: Secret, next: CallState, context: GateContext): Heard {
    if (keys.reveal() === NOT_ASKED_FOR) return { heard: 'denied', effects: [{ type: 'call-denied', gate: name, counter: next.counter }] }
    if (context.real && rightKeys(next, context).includes(keys.reveal())) return { heard: 'on', how: 'right', state: { ...next, call: 'confirmed', over: true, overAt: context.now } }
    if (next.triesLeft <= 1) return { heard: 'spent' }
    return { heard: 'on', how: 'wrong', state: { ...next, call: 'wrong-keys', triesLeft: next.triesLeft - 1 } }
  }
}

const isOver = (state: CallState, { terms, now }: GateContext) => state.over || now >= limitOf(state, terms)

/** Nobody is called while the telephone still rings: not before the call is over, nor before the pause is. */
const secondsUntilAgain = (state: CallState, context: GateContext) =>
  Math.max(seconds(state.calledAt + context.terms.phoneCall.secondsBetweenCalls * 1000 - context.now), isOver(state, context) ? 0 : seconds(limitOf(state, context.terms) - context.now))

/** What was wrong last is said once. */
function quiet(state: CallState): CallState {
  const next = { ...state }
  delete next.error
  return next
}

function own(state: GateState): CallState {
  if ('kind' in state && state.kind === 'call') return state
  throw new Error('the state of another gate')
}

const seconds = (milliseconds: number) => Math.max(0, Math.ceil(milliseconds / 1000))
