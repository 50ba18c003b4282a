import type { AuditEntry } from './audit.ts'
import { endsAt, expire, STILL_OPEN } from './machine.ts'
import type { Became } from './ports.ts'
import type { Recovery, Working } from './recovery.ts'

/** Milliseconds. A controller that is away for long is asked less and less often. */
const SOONEST = 60_000
const LATEST = 3_600_000

/** When somebody must look at a recovery of which nobody hears any more, milliseconds since 1970; undefined: it has come to its end. */
export function dueAt(recovery: Recovery): number | undefined {
  const { place } = recovery
  switch (place.at) {
    case 'gate': case 'ways': case 'choice': case 'new-password': return endsAt(recovery)
    case 'working': return place.lookAgainAt ?? place.since + STILL_OPEN
    case 'done': case 'ended': return undefined
  }
}

/** The same, of which nobody knew more just now. */
export function postponed(recovery: Recovery, now: number): Recovery {
  const { place } = recovery
  return place.at === 'working' ? { ...recovery, place: { ...place, lookAgainAt: lookAgainAt(place, now) } } : recovery
}

/** `tell`: what the person was told before was "unclear", or would be; there is more to tell now. */
type Ended = { readonly recovery: Recovery; readonly entries: readonly AuditEntry[]; readonly tell: boolean }

/**
 * A recovery after its time: one that nobody finished has ended; one whose choice had a lost answer has ended unclear, until the
 * directory tells. Pure, like the machine, which lets a person do nothing with either any more.
 * @param became what the directory tells of the choice by now; undefined: nothing yet
 * @returns undefined when its time is not over
 */
export function afterItsTime(recovery: Recovery, became: Became | undefined, now: number): Ended | undefined {
  const over = expire(recovery, now)
  const { place } = recovery
  if (over.place.at !== 'ended' || place.at === 'ended') return undefined
  const about = { recovery: recovery.id, caseNumber: recovery.caseNumber }
  const ended = (): AuditEntry[] => (over.place.at === 'ended' ? [{ kind: 'ended', reason: over.place.reason, ...about }] : [])
  if (place.at !== 'working') return { recovery: over, entries: ended(), tell: false }

  const { choice, since, controller } = place
  const unclear = place.unclear ? [] : ended()
  const outcome = (what: 'done' | 'not-done' | 'gone'): AuditEntry => ({ kind: 'outcome', choice, outcome: what, ...about })
  switch (became) {
    case undefined:
      return { recovery: postponed({ ...recovery, place: { ...place, unclear: true } }, now), entries: unclear, tell: false }
    case 'done':
      return { recovery: { ...recovery, place: { at: 'done', choice, since, foundOutAt: now, ...(controller !== undefined && { controller }) } }, entries: [outcome('done')], tell: true }
    case 'not-done':
      return { recovery: { ...over, place: { at: 'ended', reason: 'unclear', notDone: { choice, since } } }, entries: [...unclear, outcome('not-done')], tell: true }
    case 'gone':
      return { recovery: over, entries: [...unclear, outcome('gone')], tell: false }
    case 'never-known':
      return { recovery: over, entries: unclear, tell: false }
  }
}

const lookAgainAt = ({ since }: Working, now: number) => now + Math.min(LATEST, Math.max(SOONEST, (now - since) / 4))
