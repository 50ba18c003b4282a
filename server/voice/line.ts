import type { Secret } from '@gatehouse/contract'

/** Calls to telephones, as the server sees them. They are made by another process, which knows neither people nor right keys. */
export type VoiceLine = {
  /** Places a call once: the same id never calls twice. Never rejects; `why` is for the log and names nobody. */
  readonly place: (call: VoiceCall) => Promise<CallFate>
  /**
   * What was heard since, waiting up to some 20 seconds for the first of it.
   * @param after the number of the last that is known; 0 for everything
   * @returns in their order, and none after so long; `lost` when nobody knows that call: it is over, and how is not known
   * @throws VoiceProblem when nobody can be asked now: it may be asked again
   */
  readonly heard: (id: string, after: number, signal?: AbortSignal) => Promise<readonly HeardAt[] | 'lost'>
  /**
   * What the phone says to the keys that were heard under that number. A verdict that comes too late changes nothing.
   * `right` and `stop` end the call after their words; after `wrong` it asks again.
   * @throws VoiceProblem
   */
  readonly verdict: (id: string, n: number, verdict: 'right' | 'wrong' | 'stop') => Promise<void>
  /** Ends it; one that is over or unknown stays so. @throws VoiceProblem */
  readonly hangUp: (id: string) => Promise<void>
  /** @throws VoiceProblem when a call could not be made now */
  readonly check: () => Promise<void>
  /** Ends what waits. */
  readonly close: () => Promise<void>
}

export type VoiceCall = {
  /** Of 1 to 100 letters, digits, dots, hyphens and underscores; it names nobody. */
  readonly id: string
  /** E.164. */
  readonly to: Secret
  /** BCP 47; English where the voice process has no other. */
  readonly language: string
  /** Its name is spoken: the first words. */
  readonly company: string
  /** `digits`: two, of which the first is never a 9, then #. `pound`: # alone. */
  readonly keysWanted: 'digits' | 'pound'
  /** From 10 to 120. */
  readonly ringSeconds: number
}

/** As `Fate` of a message: only `not-now` may be tried again, and `unknown` may ring, so that it is listened to. */
export type CallFate = { fate: 'taken' } | { fate: 'not-now' | 'refused' | 'unknown'; why: string }

export type CallEnd = 'busy' | 'no-answer' | 'hung-up' | 'voicemail' | 'network'

/** Numbered from 1, without a gap. `keys`: what was keyed before #, so that # alone is an empty text; a first 9 comes at once, as `9`. */
export type HeardAt = { readonly n: number } & ({ readonly what: 'ringing' | 'answered' | CallEnd } | { readonly what: 'keys'; readonly keys: Secret })

/** Words for the log, which name nobody. */
export class VoiceProblem extends Error {
  override readonly name = 'VoiceProblem'
}
