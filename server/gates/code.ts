import { Secret, type StepOf } from '@gatehouse/contract'
import { gateFacts } from '../policy/gate-facts.ts'
import type { CodeNumbers } from '../policy/sections/code-numbers.ts'
import type { Codes } from './codes.ts'
import type { Answer, Gate, GateContext, GateEffect, GateState } from './gate.ts'

export type CodeState = {
  /** Counts the codes of this gate in this recovery; only the newest works. */
  counter: number
  /** Milliseconds since 1970. */
  sentAt: number
  /** For all codes of this gate together: a new message is no new try. */
  triesLeft: number
  error?: 'code-wrong' | 'code-expired' | 'not-judged'
}

type CodeGate = {
  name: 'email-code' | 'sms-code'
  numbers: (terms: GateContext['terms']) => CodeNumbers
  codes: Codes
  /** Somebody else makes its codes, and judges them. */
  madeOutside?: boolean
}

/**
 * A gate at which a code is sent one way and typed back another. The code is derived, never stored, and bound to recovery,
 * gate and counter; it is valid for the policy's minutes and tries (docs/security.md, "Numbers").
 */
export function codeGate({ name, numbers, codes, madeOutside = false }: CodeGate): Gate {
  const send = (counter: number): GateEffect[] => [{ type: 'send-code', gate: name, counter }]
  const endsAt = (state: CodeState, { terms }: GateContext) => state.sentAt + numbers(terms).minutes * 60_000

  return {
    name,
    restsOn: gateFacts[name].restsOn,
    judgedOutside: madeOutside,

    begin: ({ now, terms }) => ({
      state: { counter: 1, sentAt: now, triesLeft: numbers(terms).tries },
      effects: send(1),
    }),

    judge(given, { answer, judged = 'wrong' }, context) {
      const state = own(given)
      const { counter, sentAt, triesLeft } = state
      // An expired code is not compared at all, so it costs no try and tells nothing.
      if (context.now >= endsAt(state, context)) {
        return { verdict: 'again', how: 'expired', state: { counter, sentAt, triesLeft, error: 'code-expired' } }
      }
      if (madeOutside && judged === 'unanswered') return { verdict: 'again', how: 'unanswered', state: { counter, sentAt, triesLeft, error: 'not-judged' } }
      const right = madeOutside ? judged === 'right' : matches(counter, answer, context)
      if (right && context.real) return { verdict: 'passed' }
      if (triesLeft <= 1) return { verdict: 'spent', how: 'wrong' }
      return { verdict: 'again', how: 'wrong', state: { counter, sentAt, triesLeft: triesLeft - 1, error: 'code-wrong' } }
    },

    again(given, context) {
      const state = own(given)
      const { messages } = numbers(context.terms)
      if (state.counter >= messages || secondsUntilAgain(state, context) > 0) return undefined
      const counter = state.counter + 1
      return { state: { counter, sentAt: context.now, triesLeft: state.triesLeft }, effects: send(counter) }
    },

    show(given, context): StepOf<'code'> {
      const state = own(given)
      const { digits, messages } = numbers(context.terms)
      return {
        kind: 'code',
        way: gateFacts[name].way,
        digits,
        codeEndsIn: seconds(endsAt(state, context) - context.now),
        triesLeft: state.triesLeft,
        ...(state.counter < messages && { againIn: secondsUntilAgain(state, context) }),
        ...(state.error && { error: state.error }),
      }
    },
  }

  function matches(counter: number, answer: Answer, { recovery, terms }: GateContext): boolean {
    return answer instanceof Secret && codes.matches({ recovery, gate: name, counter, digits: numbers(terms).digits }, answer)
  }

  function secondsUntilAgain(state: CodeState, { terms, now }: GateContext): number {
    return seconds(state.sentAt + numbers(terms).secondsBetweenMessages * 1000 - now)
  }
}

function own(state: GateState): CodeState {
  if (!('kind' in state)) return state
  throw new Error('the state of another gate')
}

const seconds = (milliseconds: number) => Math.max(0, Math.ceil(milliseconds / 1000))

