import type { GateName } from '../policy/gate-facts.ts'
import type { Event } from './event.ts'
import { expire } from './machine.ts'
import type { Recovery } from './recovery.ts'

/** At which gate an event was judged, and how; undefined where nothing was: a code that is too old is not even compared. */
export function judgedBy(event: Event, before: Recovery, after: Recovery): { gate: GateName; right: boolean } | undefined {
  const { place } = expire(before, event.now)
  if (event.type !== 'answered' || place.at !== 'gate') return undefined
  const { gate } = place
  if (after.passed.includes(gate)) return { gate, right: true }
  const uncompared = after.place.at === 'gate' && after.place.state.error === 'code-expired'
  return uncompared ? undefined : { gate, right: false }
}
