import { useWords } from '../languages/words.tsx'
import { Button } from '../parts/button.tsx'
import { asTimer } from '../store/ending.ts'
import { useAround } from '../store/use-around.ts'
import { useSecondsLeft } from '../store/use-seconds-left.ts'

type Props = {
  /** Seconds; undefined: not (yet). */
  againIn: number | undefined
  /** From when those count: the clock's milliseconds. */
  saidAt: number
  call: () => void
}

/** Counts down to the moment when the person can be called again. */
export function CallAgain({ againIn, saidAt, call }: Props) {
  const { say } = useWords()
  const busy = useAround((state) => state.busy)
  const seconds = useSecondsLeft({ endsIn: againIn ?? 0, saidAt })
  if (againIn === undefined) return null
  return (
    seconds > 0
      ? <span className="call-again" role="timer">{say('call.again-in', { time: asTimer(seconds) })}</span>
      : <Button look="main" busy={busy} onPress={call}>{say('call.again')}</Button>
  )
}
