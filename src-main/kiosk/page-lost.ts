import type { Log } from '../log/log.ts'
import type { Wipe } from './wipe.ts'

/** `strayed`: what is shown is no screen of ours. `closed`: its window was asked to close. */
export type Loss = 'crashed' | 'hung' | 'strayed' | 'closed'

/** So many failures within so many milliseconds, and a fresh page would not help either. */
const TOO_MANY = 3
const WITHIN = 60_000

type Parts = {
  ends: Wipe
  /** Milliseconds that only ever go up. */
  now: () => number
  /** Called before the program is left because the page keeps failing. */
  giveUp: () => void
  log: Log
}

/**
 * What to do when the page has gone. Closing the window means what "Back to sign-in" means; an error of ours ends the
 * recovery and never the kiosk, unless it comes again and again: then the sign-in screen is the better place.
 */
export function pageLost({ ends, now, giveUp, log }: Parts): (why: Loss) => Promise<void> {
  let failures: number[] = []
  return (why) => {
    log.warn('page-lost', { why })
    if (why === 'closed') return ends.leave()
    failures = [...failures, now()].filter((at) => now() - at < WITHIN)
    if (failures.length < TOO_MANY) return ends.startAfresh()
    giveUp()
    return ends.leave()
  }
}
