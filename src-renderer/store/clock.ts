/** Time as the screens see it: it only ever goes on, whatever the machine's own clock says. */
export type Clock = {
  /** Milliseconds since some moment. */
  now: () => number
  /** What the machine's own clock says, which may be wrong by years: to be shown, never to be counted with. */
  today: () => Date
  /** Calls back every so many milliseconds; returns how to stop it. */
  every: (milliseconds: number, call: () => void) => () => void
}

export const systemClock: Clock = {
  now: () => performance.now(),
  today: () => new Date(),
  every(milliseconds, call) {
    const timer = setInterval(call, milliseconds)
    return () => clearInterval(timer)
  },
}

/** Time that stands still: for pictures that must not differ from run to run. */
export const stillClock: Clock = { now: () => 0, today: () => new Date(2015, 2, 3), every: () => () => {} }
