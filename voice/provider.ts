import type { Secret } from '@gatehouse/contract'

/**
 * The port behind which a call is made: Twilio's voice API in `twilio/`, a telephone system of the company's own beside it.
 *
 * A provider makes the call, speaks the prompts, listens for keys and tells what it hears. It judges nothing, and never learns what
 * would be right. Its own are the times of ringing and of asking (`SILENCE`, `ASKS`); how long a verdict may take and how long the
 * whole may last is looked after by `calls.ts`, for all providers alike, and ends with `hangUp`.
 */
export type Provider = {
  /** As logs call it. */
  readonly name: string
  /**
   * Calls once. Never rejects.
   * @param heard hears everything from now on, also before the promise is settled, in the order in which it happened; after an
   *   `End` nothing more, whatever still arrives. A call that was not `refused` or `not-now` has exactly one `End`.
   */
  readonly place: (call: Call, heard: (what: Heard) => void) => Promise<Placed>
  /** @throws Error when a call could not be made now: with words for the log, without a number or a secret in them */
  readonly check: () => Promise<void>
  /** Hangs up what is left and ends. Nothing is heard after it. */
  readonly close: () => Promise<void>
}

export type Call = {
  /** Ours. A provider may write it to its logs and say it to nobody. */
  readonly id: string
  /** E.164, such as `+491713920011`. */
  readonly to: Secret
  /** The voice that speaks: BCP 47, and of a language that the prompts are really in. */
  readonly language: string
  readonly prompts: Prompts
  /** `digits`: two digits and #, of which the first is never a 9. `pound`: # alone. */
  readonly keysWanted: KeysWanted
  /** Seconds after which nobody answers. */
  readonly ringSeconds: number
}

export type KeysWanted = 'digits' | 'pound'

/** What is spoken: plain text in the call's language, without markup, its values already in it. */
export type Prompts = {
  /** Until something is keyed, which interrupts it: after `SILENCE` without a key again, `ASKS` times in all, and then it hangs up. */
  readonly ask: string
  /** After the verdicts; then the provider hangs up, but after `wrong`, which is followed by `ask` and by listening again. */
  readonly right: string
  readonly wrong: string
  readonly stop: string
}

export type Verdict = 'right' | 'wrong' | 'stop'

/**
 * What is heard.
 * - `ringing`: at the person's. A provider that cannot tell says nothing.
 * - `answered`: by somebody, or by a machine that is not recognised yet.
 * - `keys`: what was keyed before #, at most `MOST_KEYS` of 0-9 and *; # alone is an empty text. A 9 as the first key comes at once,
 *   as `9`, without waiting for #. Then nothing more is heard but an end, until `say`: what is keyed meanwhile is let go.
 * - an `End`: nothing follows it.
 */
export type Heard = { readonly what: 'ringing' | 'answered' } | { readonly what: 'keys'; readonly keys: Secret } | { readonly what: End }

/**
 * How a call ended.
 * - `busy`: engaged, or turned away. `no-answer`: it rang for `ringSeconds`, or the telephone is off.
 * - `hung-up`: it was answered, and is over: by them, by us, or after the last word.
 * - `voicemail`: a machine answered; nothing more was said to it.
 * - `network`: it could not be made, broke off, or nobody knows.
 */
export type End = 'busy' | 'no-answer' | 'hung-up' | 'voicemail' | 'network'

export const MOST_KEYS = 16
/** Seconds. */
export const SILENCE = 5
export const ASKS = 3

/** What became of placing it, as `Fate` of the server's messages: `why` is for the log, and names neither number nor secret. */
export type Placed =
  | { readonly fate: 'taken'; readonly line: Line }
  /** Handed over, and no answer came: it may ring, so that there is a line. */
  | { readonly fate: 'unknown'; readonly why: string; readonly line: Line }
  /** Certainly not made: it would not be the next time (`refused`), or may be then (`not-now`). Nothing was or will be heard. */
  | { readonly fate: 'refused' | 'not-now'; readonly why: string }

/** A call that was made, or may have been. None of these rejects; after the end each does nothing. */
export type Line = {
  /** What to say to the keys that were heard; without keys before it, it does nothing. */
  readonly say: (verdict: Verdict) => void
  /** It ends as it stands: `heard` still tells how, `hung-up` where it was answered, `no-answer` before. */
  readonly hangUp: () => void
  /** Finds out where it stands, when nothing was heard for longer than one expects, and lets `heard` know what was missed. */
  readonly ask: () => Promise<void>
}
