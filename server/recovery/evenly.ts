import type { View } from '@gatehouse/contract'
import type { RecoveryService } from './service.ts'

/** A clock that nobody sets, in milliseconds, how to wait by it, and a number from 0 up to 1 that nobody can foretell. */
export type Pace = { readonly elapsed: () => number; readonly pause: (milliseconds: number) => Promise<unknown>; readonly chance: () => number }

/**
 * Milliseconds between the moments at which an answer may leave, from when its request came. More than the work takes on a machine
 * that has time, so that nearly all leave at the first; a beginning also asks the directory.
 */
const BEGINS = 100
const GOES_ON = 50
/** An answer leaves up to so many milliseconds after its moment: timers and warm caches leave a tenth of one, by what was done before. */
const SCATTER = 8

/**
 * Until the gates are passed, when an answer comes must not tell whether an account exists (S-10): the directory answers sooner for
 * one of them, and what is sent to a real person takes its time too. So answers leave at fixed moments after their request, and a little
 * later by chance, whatever was found. Who has passed the gates waits for nothing: they know already.
 */
export function evenly(service: RecoveryService, pace: Pace): RecoveryService {
  const onTheBeat = beats(pace)
  return {
    ...service,
    begin: (...asked) => onTheBeat(() => service.begin(...asked), BEGINS, ({ view }) => hasPassed(view)),
    read: (...asked) => onTheBeat(() => service.read(...asked), GOES_ON, hasPassed),
    answer: (...asked) => onTheBeat(() => service.answer(...asked), GOES_ON, hasPassed),
    sendAgain: (...asked) => onTheBeat(() => service.sendAgain(...asked), GOES_ON, hasPassed),
    pickWay: (...asked) => onTheBeat(() => service.pickWay(...asked), GOES_ON, hasPassed),
    follow: (...asked) => onTheBeat(() => service.follow(...asked), GOES_ON, hasPassed),
    extend: (...asked) => onTheBeat(() => service.extend(...asked), GOES_ON, hasPassed),
    cancel: (...asked) => onTheBeat(() => service.cancel(...asked), GOES_ON, hasPassed),
  }
}

/** Does something and lets its end be seen at one of the moments, unless whoever asked is free to know. @param beat milliseconds between them */
export type OnTheBeat = <T>(work: () => Promise<T>, beat: number, isFree: (result: T) => boolean) => Promise<T>

export function beats(pace: Pace): OnTheBeat {
  /** Problems too: which one it is may depend on how far it came, and how far it came on what was found. */
  return async (work, beat, isFree) => {
    const came = pace.elapsed()
    try {
      const result = await work()
      if (!isFree(result)) await untilTheBeat(came, beat)
      return result
    } catch (error) {
      await untilTheBeat(came, beat)
      throw error
    }
  }

  async function untilTheBeat(came: number, beat: number): Promise<void> {
    const passed = pace.elapsed() - came
    await pace.pause(Math.ceil(passed / beat) * beat - passed + pace.chance() * SCATTER)
  }
}

const hasPassed = ({ gates }: View) => gates.passed >= gates.needed
