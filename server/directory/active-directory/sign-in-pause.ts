import { WrongServicePassword } from './refused-sign-in.ts'

/**
 * Every try with a wrong password counts towards the lock-out of the service account, and requests come by the second. In
 * milliseconds; two tries in the ten minutes of Microsoft's security baseline, which locks after ten.
 */
const PAUSE = 5 * 60_000

export type SignInPause = {
  /** @throws WrongServicePassword while it lasts */
  readonly over: () => void
  /** Runs a sign-in, and after a wrong password answers so for five minutes without trying. */
  readonly around: <T>(signIn: () => Promise<T>) => Promise<T>
}

/**
 * One for all controllers of a domain, because the password is one and the tries are counted together. Sign-ins go one after the
 * other: eight at once with a wrong password would be eight tries.
 * @param monotonic milliseconds on a clock that never jumps: one put forward would end the pause, one put back prolong it
 */
export function signInPause(monotonic: () => number): SignInPause {
  let pausedUntil = -Infinity
  let last: Promise<unknown> = Promise.resolve()
  const over = () => {
    if (monotonic() < pausedUntil) throw new WrongServicePassword()
  }

  return {
    over,
    around: (signIn) => {
      const mine = last.then(async () => {
        over()
        try {
          return await signIn()
        } catch (error) {
          if (error instanceof WrongServicePassword) pausedUntil = monotonic() + PAUSE
          throw error
        }
      })
      last = mine.catch(() => undefined)
      return mine
    },
  }
}
