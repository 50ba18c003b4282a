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

/** Calls once more, and counts down to when that is possible: the button has its place from the start, so that none moves then. */
export function CallAgain({ againIn, saidAt, call }: Props) {
  const { say } = useWords()
  const busy = useAround((state) => state.busy)
  const seconds = useSecondsLeft({ endsIn: againIn ?? 0, saidAt })
  if (againIn === undefined) return null
  return (
    <>
      <Button look="main" busy={busy} waits={seconds > 0} onPress={call}>{say('call.again')}</Button>
      {seconds > 0 && <span className="again last" role="timer">{say('call.again-in', { time: asTimer(seconds) })}</span>}
    </>
  )
}
