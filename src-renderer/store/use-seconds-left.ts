import { useEffect, useState } from 'react'
import { type Ending, secondsLeft } from './ending.ts'
import { useClock } from './use-around.ts'

/** Whole seconds until then, counting down on the screen. */
export function useSecondsLeft({ endsIn, saidAt }: Ending): number {
  const clock = useClock()
  const [now, setNow] = useState(() => clock.now())
  // Four times a second: none is shown for much longer or shorter than it lasts.
  useEffect(() => clock.every(250, () => setNow(clock.now())), [clock])
  return secondsLeft({ endsIn, saidAt }, Math.max(now, saidAt))
}
