import type { Terms } from '../policy/terms.ts'
import { type Message, type NoticeMessage, noticeTargets } from './ports.ts'
import type { Effect, Recovery } from './recovery.ts'

/** The messages that follow from an event, by ids alone. @param recovery as it is after the event */
export function messagesOf({ id, caseNumber, place, terms }: Recovery, effects: readonly Effect[]): Message[] {
  return effects.flatMap((effect): Message[] => {
    if (effect.type === 'send-code') return [{ recovery: id, gate: effect.gate, counter: effect.counter }]
    if (effect.type === 'call-denied') return [{ alarm: 'call-denied', caseNumber }]
    return place.at === 'working' ? targetsOf(terms).map((notice) => ({ recovery: id, notice, since: place.since })) : []
  })
}

/** Those of what was found out after a recovery's time. @param at when; milliseconds since 1970 */
export function lateNoticesOf({ id, place, terms }: Recovery, at: number): NoticeMessage[] {
  const since = place.at === 'done' ? place.since : place.at === 'ended' ? place.notDone?.since : undefined
  return since === undefined ? [] : targetsOf(terms).map((notice) => ({ recovery: id, notice, since, late: at }))
}

const targetsOf = ({ notices }: Terms) => noticeTargets.filter((notice) => notice !== 'number' || notices.sms)
