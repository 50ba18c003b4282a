import type { StepOf, Way } from '@gatehouse/contract'
import type { GateName } from '../policy/policy.ts'
import type { Codes } from './codes.ts'
import type { Gate, GateContext, GateEffect, RestsOn } from './gate.ts'

export type CodeState = {
  /** Counts the codes of this gate in this recovery; only the newest works. */
  counter: number
  /** Milliseconds since 1970. */
  sentAt: number
  /** For all codes of this gate together: a new message is no new try. */
  triesLeft: number
  error?: 'code-wrong' | 'code-expired'
}

export type CodeNumbers = {
  digits: number
  minutes: number
  tries: number
  messages: number
  secondsBetweenMessages: number
}

type CodeGate = {
  name: GateName
  restsOn: RestsOn
  way: Way
  numbers: (policy: GateContext['policy']) => CodeNumbers
  codes: Codes
}

/**
 * A gate at which a code is sent one way and typed back another. The code is derived, never stored, and bound to recovery,
 * gate and counter; it is valid for the policy's minutes and tries (docs/security.md, "Numbers").
 */
export function codeGate({ name, restsOn, way, numbers, codes }: CodeGate): Gate {
  const send = (counter: number): GateEffect[] => [{ type: 'send-code', gate: name, counter }]
  const endsAt = (state: CodeState, { policy }: GateContext) => state.sentAt + numbers(policy).minutes * 60_000

  return {
    name,
    restsOn,

    begin: ({ now, policy }) => ({
      state: { counter: 1, sentAt: now, triesLeft: numbers(policy).tries },
      effects: send(1),
    }),

    judge(state, answer, context) {
      const { counter, sentAt, triesLeft } = state
      // An expired code is not compared at all, so it costs no try and tells nothing.
      if (context.now >= endsAt(state, context)) {
        return { verdict: 'again', state: { counter, sentAt, triesLeft, error: 'code-expired' } }
      }
      const right = codes.matches({ recovery: context.recovery, gate: name, counter, digits: numbers(context.policy).digits }, answer)
      if (right && context.real) return { verdict: 'passed' }
      if (triesLeft <= 1) return { verdict: 'spent' }
      return { verdict: 'again', state: { counter, sentAt, triesLeft: triesLeft - 1, error: 'code-wrong' } }
    },

    again(state, context) {
      const { messages } = numbers(context.policy)
      if (state.counter >= messages || secondsUntilAgain(state, context) > 0) return undefined
      const counter = state.counter + 1
      return { state: { counter, sentAt: context.now, triesLeft: state.triesLeft }, effects: send(counter) }
    },

    show(state, context): StepOf<'code'> {
      const { digits, messages } = numbers(context.policy)
      return {
        kind: 'code',
        way,
        digits,
        codeEndsIn: seconds(endsAt(state, context) - context.now),
        triesLeft: state.triesLeft,
        ...(state.counter < messages && { againIn: secondsUntilAgain(state, context) }),
        ...(state.error && { error: state.error }),
      }
    },
  }

  function secondsUntilAgain(state: CodeState, { policy, now }: GateContext): number {
    return seconds(state.sentAt + numbers(policy).secondsBetweenMessages * 1000 - now)
  }
}

const seconds = (milliseconds: number) => Math.max(0, Math.ceil(milliseconds / 1000))

