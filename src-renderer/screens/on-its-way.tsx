import type { StepOf } from '@gatehouse/contract'
import { useEffect } from 'react'
import { useWords } from '../languages/words.tsx'
import { useActs, useClock } from '../store/use-screens.ts'

/** Often enough for whoever waits, seldom enough for a server with a thousand of them. In milliseconds. */
const LOOK_EVERY = 10_000

/** How the code fares. Looks again by itself, and nothing moves under the finger for it. */
export function OnItsWay({ way, delivery }: Pick<StepOf<'code'>, 'way' | 'delivery'>) {
  const { say } = useWords()
  const { lookAgain } = useActs()
  const clock = useClock()
  useEffect(() => clock.every(LOOK_EVERY, () => void lookAgain()), [clock, lookAgain])
  return <p className="nothing fares" role="status">{delivery && say(`code.delivery.${way}.${delivery}`)}</p>
}
