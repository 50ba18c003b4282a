/** Time as the screens see it: it only ever goes on, whatever the machine's own clock says. */
export type Clock = {
  /** Milliseconds since some moment. */
  now: () => number
  /** Calls back every so many milliseconds; returns how to stop it. */
  every: (milliseconds: number, call: () => void) => () => void
}

export const systemClock: Clock = {
  now: () => performance.now(),
  every(milliseconds, call) {
    const timer = setInterval(call, milliseconds)
    return () => clearInterval(timer)
  },
}

/** Time that stands still: for pictures that must not differ from run to run. */
export const stillClock: Clock = { now: () => 0, every: () => () => {} }
