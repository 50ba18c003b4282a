import type { Secret } from '@gatehouse/contract'
import { NOT_ASKED_FOR } from '../gates/call-keys.ts'
import { type CallEnd, callEnds } from '../gates/call-state.ts'
import type { AuditEntry } from '../recovery/audit.ts'
import type { Surroundings } from '../recovery/ports.ts'
import { MustWait } from '../throttle/must-wait.ts'
import type { Throttle } from '../throttle/throttle.ts'
import type { Registrations } from './ports.ts'
import { about, GATE } from './service.ts'
import { isOver, type Proof, type ProofCall, type Visit } from './visit.ts'
import type { VisitCodes } from './visit-codes.ts'
import type { VisitMessage, Visits } from './visit-ports.ts'

type Parts = {
  readonly visits: Pick<Visits, 'byId' | 'save'>
  readonly registrations: Pick<Registrations, 'read' | 'freeze'>
  readonly codes: Pick<VisitCodes, 'takes'>
  readonly throttle: Pick<Throttle, 'answer'>
  readonly surroundings: Pick<Surroundings, 'now'>
}

/** One thing that was heard of a call, numbered from 1. `keys`: what was keyed before #; a first 9 comes at once. */
type HeardAt = { readonly n: number } & ({ readonly what: 'ringing' | 'answered' | CallEnd } | { readonly what: 'keys'; readonly keys: Secret })

/** What follows for the call. `on`: it goes on; `over`: nobody waits for it; the others answer keys. `denied`: 9 was pressed. */
export type AfterHeard = 'on' | 'over' | 'right' | 'wrong' | 'stop' | 'denied'

/**
 * What is heard of the call that proves a number. The right keys confirm it, and the page alone goes on: keys that somebody elsewhere was
 * talked into register nothing for whoever does not sit before that page. A 9 of whoever has a number that counts already freezes what is
 * registered, as "this was not me" does: who asked for that call had the person's password. At a new number it may be a stranger's, who
 * says no more than that it is not the person's: nothing is frozen by it.
 */
export function heardCalls({ visits, registrations, codes, throttle, surroundings: { now } }: Parts) {
  /** @param rest has the number rest; done before it is said that somebody did not ask for this */
  return async function hear({ visit: id, counter }: VisitMessage, heard: HeardAt, rest: () => Promise<void> = () => Promise.resolve()): Promise<AfterHeard> {
    let denied = false
    for (;;) {
      const stored = await visits.byId(id)
      const waiting = stored && waitsFor(stored.visit, counter, now())
      if (!stored || !waiting) return denied ? 'denied' : 'over'
      const { visit } = stored
      if (heard.n <= waiting.call.heard) return 'on'
      const next = { ...waiting.call, heard: heard.n }
      const save = (call: ProofCall, more: Partial<Proof> = {}, entries: AuditEntry[] = []) =>
        visits.save(stored, { ...visit, lastSignAt: now(), place: { ...waiting.proof, ...more, call } }, [], entries)

      if (heard.what !== 'keys') {
        if (await save(after(next, heard.what))) return 'on'
        continue
      }
      if (heard.keys.reveal() === NOT_ASKED_FOR) {
        denied = true
        // Both before anything is saved: a server that falls over then has done it, and whoever withdraws at this moment is too late.
        if (waiting.proof.what === 'step-up') await freeze(visit, waiting.proof.sentAt)
        await rest()
        if (await save({ ...next, state: 'denied', over: true }, {}, [failed(visit, 'denied')])) return 'denied'
        continue
      }
      const counted = await tried(visit)
      const isRight = counted?.trusted === true && codes.takes(visit, heard.keys)
      const triesLeft = counted ? waiting.proof.triesLeft - (isRight ? 0 : 1) : 0
      const call: ProofCall = isRight ? { ...next, state: 'confirmed', over: true } : { ...next, state: 'wrong-keys', over: triesLeft <= 0 }
      if (await save(call, { triesLeft }, isRight ? [] : [failed(visit, 'wrong')])) return isRight ? 'right' : call.over ? 'stop' : 'wrong'
      await counted?.undo()
    }
  }

  /** Counted in advance, like a code. @returns undefined where the budget is spent */
  async function tried(visit: Visit) {
    try {
      return await throttle.answer(visit.counted, GATE)
    } catch (error) {
      if (!(error instanceof MustWait)) throw error
      return undefined
    }
  }

  /** @param after when the call was asked for: what was registered since a reset after that is another's */
  async function freeze({ person, caseNumber, language }: Visit, after: number): Promise<void> {
    if ((await registrations.read(person)).frozen) return
    const at = now()
    await registrations.freeze(person, { at, caseNumber, after }, { notices: [{ person, told: 'frozen', at, caseNumber, language }] })
  }
}

/** The call that is awaited; undefined: it is not, or not any more. */
export function waitsFor(visit: Visit, counter: number, now: number): { readonly proof: Proof; readonly call: ProofCall } | undefined {
  const { place } = visit
  return !isOver(visit, now) && place.at === 'proof' && place.call && !place.call.over && visit.counter === counter ? { proof: place, call: place.call } : undefined
}

/** That the keys were wrong says more than what is heard after that. */
function after(call: ProofCall, what: Exclude<HeardAt['what'], 'keys'>): ProofCall {
  const isEnd = callEnds.some((end) => end === what)
  const isNews = call.state === 'calling' || isEnd || what === 'answered'
  return { ...call, over: isEnd, state: call.state === 'wrong-keys' || !isNews ? call.state : what }
}

const failed = (visit: Visit, why: 'wrong' | 'denied'): AuditEntry => ({ kind: 'registration-code-failed', way: 'call', why, ...about(visit) })
