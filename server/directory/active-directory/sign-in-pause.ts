import { WrongServicePassword } from './refused-sign-in.ts'

/**
 * Every try with a wrong password counts towards the lock-out of the service account, and requests come by the second. In
 * milliseconds; two tries in the ten minutes of Microsoft's security baseline, which locks after ten.
 */
const PAUSE = 5 * 60_000

/**
 * @param monotonic milliseconds on a clock that never jumps: one put forward would end the pause, one put back prolong it
 * @returns `open`, which after a wrong password answers so for five minutes without trying
 */
export function withSignInPause<T>(open: () => Promise<T>, monotonic: () => number): () => Promise<T> {
  let pausedUntil = -Infinity
  return async () => {
    if (monotonic() < pausedUntil) throw new WrongServicePassword()
    try {
      return await open()
    } catch (error) {
      if (error instanceof WrongServicePassword) pausedUntil = monotonic() + PAUSE
      throw error
    }
  }
}
