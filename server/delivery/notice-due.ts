import type { Choice, Entrance } from '@gatehouse/contract'
import { expire } from '../recovery/machine.ts'
import type { NoticeMessage } from '../recovery/ports.ts'
import type { Recovery } from '../recovery/recovery.ts'

/** What there is to tell. `unclear`: it was begun, and nobody could find out what became of it. `not-done`: that was found out afterwards. */
export type Told = Choice | 'unclear' | 'not-done'

export type Notice = {
  due: 'now'
  person: string
  caseNumber: string
  language: string
  told: Told
  entrance: Entrance
  /** What the workstation calls itself; nobody has looked whether it is so. */
  workstation?: string | undefined
  /** When it was begun; milliseconds since 1970. */
  at: number
}

export type NoticeDue = Notice | { due: 'later' } | { due: 'never'; why: 'gone' | 'not-done' | 'decoy' | 'told-otherwise' }

/**
 * Whether there is something to tell of an intention. It was queued before the directory was asked, so there may not be yet, or
 * there never will be.
 * @param recovery undefined: it has gone
 * @param now milliseconds since 1970
 */
export function noticeDue(recovery: Recovery | undefined, { since, late }: NoticeMessage, now: number): NoticeDue {
  if (!recovery) return { due: 'never', why: 'gone' }
  const { person, caseNumber, language, entrance, workstation, place } = recovery
  if (person === null) return { due: 'never', why: 'decoy' }
  // Of several that were begun one at most was done; the others have nothing to tell.
  const begun = place.at === 'ended' ? place.notDone : place.at === 'working' || place.at === 'done' ? place : undefined
  if (begun?.since !== since) return { due: 'never', why: 'not-done' }
  if (place.at === 'working' && expire(recovery, now).place.at === 'working') return { due: 'later' }
  // What was found out late has notices of its own: whoever was told "unclear" gets them, whoever was not gets them alone.
  const foundOutLate = place.at === 'ended' || (place.at === 'done' && place.foundOutAt !== undefined)
  if (foundOutLate !== (late !== undefined)) return { due: 'never', why: 'told-otherwise' }
  return { due: 'now', person, caseNumber, language, entrance, workstation: workstation?.name, at: since, told: place.at === 'done' ? place.choice : place.at === 'ended' ? 'not-done' : 'unclear' }
}
