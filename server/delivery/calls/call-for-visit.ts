import { callEnds } from '../../gates/call-state.ts'
import type { PhoneCallSection } from '../../policy/sections/phone-call.ts'
import { type AfterHeard, waitsFor } from '../../registration/heard-call.ts'
import type { VisitMessage, Visits } from '../../registration/visit-ports.ts'
import type { Throttle } from '../../throttle/throttle.ts'
import { type HeardAt, type VoiceLine, VoiceProblem } from '../../voice/line.ts'
import type { CarryVisitCode } from '../deliver-visit-code.ts'
import type { Log } from '../ports.ts'
import { heardOf, unlessAway } from './while-away.ts'

type Parts = {
  readonly voice: VoiceLine
  readonly visits: Pick<Visits, 'byId'>
  readonly hear: (message: VisitMessage, heard: HeardAt, rest?: () => Promise<void>) => Promise<AfterHeard>
  readonly rules: () => { readonly phoneCall: PhoneCallSection }
  readonly throttle: Pick<Throttle, 'rest'>
  readonly company: string
  readonly log: Log
  readonly now: () => number
  /** Resolves after that many milliseconds, or when the signal says so. */
  readonly pause: (milliseconds: number, signal: AbortSignal) => Promise<void>
}

type VisitCalls = {
  readonly carry: CarryVisitCode
  /** Says on the screen that a call was not made. */
  readonly notCalled: (message: VisitMessage) => Promise<void>
  readonly close: () => Promise<void>
}

/** Milliseconds between two looks whether the person still waits. */
const EVERY = 1000

/**
 * Calls a number that somebody wants to prove, and listens until the call is over or nobody waits for it any more. Who listens is this
 * server alone: when it goes away, the call is over for the person, who can be called again.
 */
export function visitCalls({ voice, visits, hear, rules, throttle, company, log, now, pause }: Parts): VisitCalls {
  const stopped = new AbortController()
  const under = new Set<Promise<void>>()

  return {
    async carry(to, { id, language }, message) {
      try {
        await voice.check()
      } catch (error) {
        return { fate: 'not-now', why: error instanceof VoiceProblem ? error.message : 'unexpected' }
      }
      const { ringSeconds, restMinutes } = rules().phoneCall
      // Always two digits, whatever recoveries ask for: # alone is soon pressed by whoever is called and has not asked for it.
      const placed = await voice.place({ id, to, language, company, keysWanted: 'digits', ringSeconds })
      const isCalled = placed.fate === 'taken' || placed.fate === 'unknown'
      const following = (isCalled ? follow(id, message, () => throttle.rest(to, restMinutes)) : notCalled(message))
        .catch((error: unknown) => { log.error({ ...message, err: error }, 'a call of registration is not listened to any more') })
      under.add(following)
      void following.finally(() => under.delete(following))
      if (placed.fate === 'taken') return { fate: 'sent' }
      // One that was not made is not made later by itself: the screen has said so, and offers another.
      return placed.fate === 'unknown' ? placed : { fate: 'refused', why: placed.why }
    },

    notCalled,

    async close() {
      stopped.abort()
      await Promise.all(under)
    },
  }

  async function notCalled(message: VisitMessage): Promise<void> {
    await hear(message, { n: 1, what: 'network' })
  }

  async function follow(id: string, message: VisitMessage, rest: () => Promise<void>): Promise<void> {
    const left = new AbortController()
    const signal = AbortSignal.any([stopped.signal, left.signal])
    const watching = untilNobodyWaits(message, signal).then(() => left.abort())
    try {
      let n = 0
      while (!signal.aborted) {
        for (const one of await heardOf({ heard: (after) => voice.heard(id, after, signal) }, n, signal, { log, pause })) {
          n = one.n
          const then = await hear(message, one, rest)
          if (one.what === 'keys' && then !== 'over') await unlessAway(() => voice.verdict(id, one.n, then === 'right' || then === 'wrong' ? then : 'stop'), log)
          if (then === 'right' || then === 'stop' || then === 'denied' || callEnds.some((end) => end === one.what)) return
        }
      }
      // Withdrawn, left, called again, too late, or it has ended; and when this server stops nobody would hear what is keyed.
      await unlessAway(() => voice.hangUp(id), log)
    } finally {
      left.abort()
      await watching
    }
  }

  async function untilNobodyWaits({ visit: id, counter }: VisitMessage, signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      const stored = await visits.byId(id).catch(() => 'unknown' as const)
      if (stored !== 'unknown' && !(stored && waitsFor(stored.visit, counter, now()))) return
      await pause(EVERY, signal)
    }
  }
}
