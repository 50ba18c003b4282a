import { type Message, noticeTargets } from './ports.ts'
import type { Effect, Recovery } from './recovery.ts'

/** The messages that follow from an event, by ids alone. @param recovery as it is after the event */
export function messagesOf({ id, place, terms }: Recovery, effects: readonly Effect[]): Message[] {
  return effects.flatMap((effect): Message[] => {
    if (effect.type === 'send-code') return [{ recovery: id, gate: effect.gate, counter: effect.counter }]
    if (place.at !== 'working') return []
    const { since } = place
    return noticeTargets.filter((notice) => notice !== 'number' || terms.notices.sms).map((notice) => ({ recovery: id, notice, since }))
  })
}
