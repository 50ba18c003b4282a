import type { About, IdleNotice } from '@gatehouse/contract'

/** Until the server has said its own (About.idle), in seconds: security.md, "Numbers". */
const DEFAULT_LIMIT: About['idle'] = { after: 180, warnedBefore: 30 }
/** How often the server hears of somebody who is typing, at most: well within its own limit, and a third of a short one. */
const EXTEND_EVERY = 60

type Parts = {
  /** Milliseconds that only ever go up: never the time of day. */
  now: () => number
  /** Calls `run` every second until the returned function is called. */
  everySecond: (run: () => void) => () => void
  notify: (notice: IdleNotice) => void
  /** Tells the server of a sign of life. */
  extend: () => void
  /** Nobody is there. Called once. */
  end: () => void
  /** Whether to count from the start, as in the kiosk, or only once somebody has touched something. */
  countAtOnce: boolean
}

export type Idle = {
  start: () => void
  stop: () => void
  setLimit: (limit: About['idle']) => void
  /**
   * A key, a pointer, a finger. Not while the warning is shown: it would go at the first move towards its button, and the press
   * would meet what lies beneath.
   */
  sign: () => void
  /** The warning was answered (WCAG 2.2, 2.2.1): by its button, Enter, Space or Escape. */
  stay: () => void
}

/** The idle limit: ours, not the page's, so that a page that hangs is left too. */
export function idleLimit({ now, everySecond, notify, extend, end, countAtOnce }: Parts): Idle {
  let limit = DEFAULT_LIMIT
  let stopTicking: (() => void) | undefined
  let lastSign: number | undefined
  let lastExtended = 0
  let warned = false

  function start(): void {
    stop()
    lastSign = countAtOnce ? now() : undefined
    lastExtended = now()
    stopTicking = everySecond(tick)
  }

  function stop(): void {
    stopTicking?.()
    stopTicking = undefined
    warned = false
  }

  function sign(): void {
    if (stopTicking && !warned) lastSign = now()
  }

  function stay(): void {
    if (!stopTicking) return
    lastSign = now()
    if (warned) notify({ endsIn: null })
    warned = false
  }

  function tick(): void {
    if (lastSign === undefined) return
    const left = limit.after - (now() - lastSign) / 1000
    if (left <= 0) {
      stop()
      end()
      return
    }
    if (left <= limit.warnedBefore) {
      warned = true
      notify({ endsIn: Math.ceil(left) })
    }
    const sinceExtended = (now() - lastExtended) / 1000
    if (lastSign > lastExtended && sinceExtended >= Math.min(EXTEND_EVERY, limit.after / 3)) {
      lastExtended = now()
      extend()
    }
  }

  return { start, stop, sign, stay, setLimit: (next) => { limit = next } }
}
