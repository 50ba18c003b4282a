import type { CodeWay, Entrance } from '@gatehouse/contract'
import type { Gates } from '../gates/list.ts'
import { contextOf, expire } from '../recovery/machine.ts'
import type { CodeMessage } from '../recovery/ports.ts'
import type { Recovery } from '../recovery/recovery.ts'
import type { CountedAs } from '../throttle/counted-as.ts'

/** The code that a message stands for, as long as it can be used: who gets it (null: there is nobody), how, and for how long it works. */
export type Due =
  | { due: true; person: string | null; entrance: Entrance; counted: CountedAs; caseNumber: string; way: CodeWay; language: string; digits: number; seconds: number }
  | { due: false; why: 'gone' | 'over' | 'superseded' | 'too-late' }

/** One message's own name, made of ids. */
export const nameOf = ({ recovery, gate, counter }: CodeMessage) => `${recovery}.${gate}.${counter}`

/**
 * Whether a message is still to be sent. What the person's screen shows at this moment decides, so that no mail ever says
 * something else than the screen.
 * @param recovery undefined: it has gone
 * @param now milliseconds since 1970
 */
export function dueNow(recovery: Recovery | undefined, message: CodeMessage, gates: Gates, now: number): Due {
  if (!recovery) return { due: false, why: 'gone' }
  const { place } = expire(recovery, now)
  if (place.at !== 'gate' && place.at !== 'ways') return { due: false, why: 'over' }
  // Who left this gate for another may come back to it, and to the code.
  const state = place.at === 'gate' && place.gate === message.gate ? place.state : recovery.left.find(({ gate }) => gate === message.gate)?.state
  if (!state || !('sentAt' in state) || state.counter !== message.counter) return { due: false, why: 'superseded' }
  const step = gates[message.gate].show(state, contextOf(recovery, now))
  if (step.kind !== 'code') return { due: false, why: 'superseded' }
  const { way, digits, codeEndsIn } = step
  if (codeEndsIn <= 0) return { due: false, why: 'too-late' }
  const { person, entrance, counted, caseNumber, language } = recovery
  return { due: true, person, entrance, counted, caseNumber, way, language, digits, seconds: codeEndsIn }
}
