import type { Secret } from '@gatehouse/contract'
import type { CallFate, HeardAt, VoiceLine } from '../../voice/line.ts'
import type { Due } from './call-due.ts'

/** One call, from its placing to its end. */
export type CallLine = {
  /** Places it once. Never rejects. */
  readonly place: () => Promise<CallFate>
  /** What is heard after that number: waits for the first of it. @throws VoiceProblem when nobody can be asked now */
  readonly heard: (after: number, signal: AbortSignal) => Promise<readonly HeardAt[] | 'lost'>
  /** @throws VoiceProblem */
  readonly verdict: (n: number, verdict: 'right' | 'wrong' | 'stop') => Promise<void>
  /** @throws VoiceProblem */
  readonly hangUp: () => Promise<void>
}

/** A call to somebody. @param id the message's own name @param to undefined: it was placed before, and is only listened to */
export const realCall = (voice: VoiceLine, id: string, { language, keysWanted, ringSeconds }: Due, company: string, to: Secret | undefined): CallLine => ({
  place: () => (to ? voice.place({ id, to, language, company, keysWanted, ringSeconds }) : Promise.resolve({ fate: 'taken' })),
  heard: (after, signal) => voice.heard(id, after, signal),
  verdict: (n, verdict) => voice.verdict(id, n, verdict),
  hangUp: () => voice.hangUp(id),
})
