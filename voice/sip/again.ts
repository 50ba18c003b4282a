/** Milliseconds, as RFC 3261 §17.1.1.1 has them. */
export type Times = {
  /** A usual way there and back; the first pause. */
  readonly t1: number
  /** The longest pause, but for an INVITE's. */
  readonly t2: number
  /** Until what is asked counts as unheard: 64 T1. */
  readonly unheard: number
}
export const usualTimes: Times = { t1: 500, t2: 4000, unheard: 32_000 }

type How = {
  readonly times: Times
  /** False over a stream, which loses nothing: then only the waiting is left. */
  readonly lossy: boolean
  /** `doubling` without an end: timer A. Others: timers E and G. */
  readonly doubling?: boolean
  readonly within?: number
  readonly unheard: () => void
}

/** Sends at once, and again with growing pauses. @returns stops it: it was heard. Otherwise `unheard` is called, once, at the end */
export function again(send: () => void, { times, lossy, doubling = false, within = times.unheard, unheard }: How): () => void {
  let pause = times.t1
  let timer: NodeJS.Timeout | undefined
  const next = () => {
    timer = setTimeout(() => {
      send()
      pause = doubling ? pause * 2 : Math.min(pause * 2, times.t2)
      next()
    }, pause)
  }
  const end = setTimeout(() => {
    stop()
    unheard()
  }, within)
  const stop = () => {
    clearTimeout(timer)
    clearTimeout(end)
  }
  send()
  if (lossy) next()
  return stop
}
