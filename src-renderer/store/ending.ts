/** A moment in the future, as the server says it: so many seconds after the answer came. */
export type Ending = {
  /** Seconds. */
  endsIn: number
  /** When that was said: the clock's milliseconds. */
  saidAt: number
}

/** Whole seconds until then, never below 0. @param now the clock's milliseconds */
export const secondsLeft = ({ endsIn, saidAt }: Ending, now: number) =>
  Math.max(0, Math.ceil(endsIn - (now - saidAt) / 1000))

/** Seconds as people read them on a timer: `1:05`. */
export const asTimer = (seconds: number) => `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`
