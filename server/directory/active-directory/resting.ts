/** Milliseconds. */
const FIRST_PAUSE = 1_000
const LONGEST_PAUSE = 60_000

/** Runs work after so many milliseconds. @returns how to call it off */
export type Later = (milliseconds: number, work: () => void) => () => void

/** Keeps no process alive. */
export const later: Later = (milliseconds, work) => {
  const timer = setTimeout(work, milliseconds).unref()
  return () => clearTimeout(timer)
}

/** Whether somebody who failed is left alone for a while. */
export type Rest = {
  readonly resting: () => boolean
  /** It did not do what it should. While it rests this changes nothing: ten who wait for one answer are one failure. */
  readonly failed: () => void
  /** It did. */
  readonly well: () => void
  readonly stop: () => void
}

/**
 * Pauses of 1, 2, 4 … 60 seconds; after each one it is tried again in the background, and only what comes of that, or a call that
 * had nowhere else to go, ends the rest.
 * @param again resolves when it is well
 * @param changed told when a rest begins and when it ends
 */
export function restAfterFailure(again: () => Promise<unknown>, after: Later = later, changed: (resting: boolean) => void = () => {}): Rest {
  let pause = 0
  let callOff: (() => void) | undefined
  let stopped = false

  const rest = () => {
    if (stopped) return
    pause = Math.min(LONGEST_PAUSE, pause === 0 ? FIRST_PAUSE : pause * 2)
    callOff = after(pause, () => void again().then(well, rest))
  }
  const well = () => {
    if (!callOff) return
    callOff()
    callOff = undefined
    pause = 0
    changed(false)
  }
  return {
    resting: () => callOff !== undefined,
    failed: () => {
      if (callOff || stopped) return
      rest()
      changed(true)
    },
    well,
    stop: () => {
      stopped = true
      callOff?.()
    },
  }
}
