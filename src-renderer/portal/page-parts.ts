import type { IdleNotice } from '@gatehouse/contract'
import type { Effort } from '../../client/effort.ts'
import type { Idle } from '../../client/idle.ts'
import type { Ask } from './ask.ts'
import type { Remembered } from './remembered.ts'

/** What the bridge of a page is made of, whichever portal's it is. */
export type PageParts = {
  ask: Ask
  remembered: Remembered
  effort: Effort
  /** BCP 47, the best first. */
  languages: () => readonly string[]
  takesCookies: () => boolean
  idle: (parts: { notify: (notice: IdleNotice) => void; extend: () => void; end: () => void }) => Idle
  /** Resolves after that many milliseconds. */
  wait: (milliseconds: number) => Promise<void>
}

/** Whoever wants to hear of something. */
export function listeners<T>() {
  const all = new Set<(what: T) => void>()
  return {
    tell: (what: T) => all.forEach((listener) => listener(what)),
    /** @returns ends it */
    add: (listener: (what: T) => void) => {
      all.add(listener)
      return () => void all.delete(listener)
    },
  }
}
