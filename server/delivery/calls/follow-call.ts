import type { CallHeard } from '../../gates/call-state.ts'
import type { Changes, CodeMessage, Recoveries } from '../../recovery/ports.ts'
import type { Recovery } from '../../recovery/recovery.ts'
import { MustWait } from '../../throttle/must-wait.ts'
import type { HeardAt } from '../../voice/line.ts'
import type { Log } from '../ports.ts'
import { callDue, callIn, type Due } from './call-due.ts'
import type { CallLine } from './call-line.ts'
import { heardOf, unlessAway } from './while-away.ts'

export type FollowParts = {
  recoveries: Pick<Recoveries, 'byId'>
  /** Tells the recovery. @returns where it then is; undefined when that was no news */
  hear: (recovery: string, gate: CodeMessage['gate'], heard: CallHeard) => Promise<Recovery | undefined>
  changes: Changes
  /** Somebody at that number said that they had not asked for it: it rests. */
  rest: () => Promise<void>
  /** That somebody still looks after the call: told every now and then. */
  alive: () => Promise<void>
  log: Log
  /** Milliseconds since 1970. */
  now: () => number
  pause: (milliseconds: number, signal: AbortSignal) => Promise<void>
}

/**
 * Listens to a call until its end, and tells the recovery what is heard; hangs up when nobody waits for it any more. The voice process
 * may go away and come back meanwhile, and another server may listen too: each thing that is heard counts once.
 * @param signal the server stops: the call goes on, and another server listens
 */
export async function followCall(message: CodeMessage, due: Due, line: CallLine, parts: FollowParts, signal: AbortSignal): Promise<void> {
  const over = new AbortController()
  const either = AbortSignal.any([signal, over.signal])
  const watching = untilNobodyWaits(message, parts, either).then(() => over.abort())
  try {
    let after = due.heard
    while (!signal.aborted && !over.signal.aborted && parts.now() < due.until) {
      for (const one of await heardOf(line, after, either, parts)) {
        after = one.n
        if (await tell(message, one, line, parts)) return
      }
      if (!either.aborted) await parts.alive()
    }
    if (signal.aborted) return
    await unlessAway(() => line.hangUp(), parts.log)
    // Who comes back to it can be called again.
    await parts.hear(message.recovery, message.gate, { counter: message.counter, number: after + 1, what: 'hung-up' })
  } finally {
    over.abort()
    await watching
  }
}

/** @returns whether that was the end of it */
async function tell(message: CodeMessage, heard: HeardAt, line: CallLine, parts: FollowParts): Promise<boolean> {
  const { n, ...what } = heard
  const { recovery: id, gate, counter } = message
  if (what.what !== 'keys') {
    await parts.hear(id, gate, { counter, number: n, ...what })
    return what.what !== 'ringing' && what.what !== 'answered'
  }
  const verdict = await judged(message, { counter, number: n, ...what }, parts)
  await unlessAway(() => line.verdict(n, verdict), parts.log)
  return verdict !== 'wrong'
}

async function judged({ recovery: id, gate, counter }: CodeMessage, keyed: CallHeard, { recoveries, hear, rest }: FollowParts): Promise<'right' | 'wrong' | 'stop'> {
  try {
    // No news: another server that listens has told of these keys first, and how they fared stands there.
    const recovery = await hear(id, gate, keyed) ?? (await recoveries.byId(id))?.recovery
    if (recovery?.place.at === 'ended' && recovery.place.reason === 'not-asked-for') await rest()
    const call = recovery && recovery.place.at !== 'ended' ? callIn(recovery, gate) : undefined
    if (call?.counter !== counter) return 'stop'
    return call.call === 'confirmed' ? 'right' : call.call === 'wrong-keys' ? 'wrong' : 'stop'
  } catch (error) {
    // A budget of tries is spent: as if the keys had been wrong for the last time.
    if (!(error instanceof MustWait)) throw error
    await hear(id, gate, { counter, number: keyed.number + 1, what: 'hung-up' })
    return 'stop'
  }
}

/** Resolves when the call is wanted no more: cancelled, expired, confirmed, called again, left while it still rang, or another gate was passed. */
async function untilNobodyWaits(message: CodeMessage, { recoveries, changes, now }: FollowParts, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    const changed = changes.next(message.recovery, 5000, signal)
    const stored = await recoveries.byId(message.recovery).catch(() => 'unknown' as const)
    if (stored !== 'unknown') {
      const due = callDue(stored?.recovery, message, now())
      // Whoever has answered is listened to all the same: they may say that they did not ask for it.
      if (!due.due || due.left) return
    }
    await changed
  }
}
