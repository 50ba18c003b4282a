import { useWords } from '../languages/words.tsx'
import { Button } from '../parts/button.tsx'
import { asTimer } from '../store/ending.ts'
import { useActs, useScreens } from '../store/use-screens.ts'
import { useSecondsLeft } from '../store/use-seconds-left.ts'

/** Counts down to the moment when the person can be called again. @param againIn seconds; undefined: not (yet) */
export function CallAgain({ againIn }: { againIn: number | undefined }) {
  const { say } = useWords()
  const { sendAgain } = useActs()
  const busy = useScreens((state) => state.busy)
  const saidAt = useScreens((state) => state.viewSaidAt)
  const seconds = useSecondsLeft({ endsIn: againIn ?? 0, saidAt })
  if (againIn === undefined) return null
  return (
    seconds > 0
      ? <span className="call-again" role="timer">{say('call.again-in', { time: asTimer(seconds) })}</span>
      : <Button look="main" busy={busy} onPress={() => void sendAgain()}>{say('call.again')}</Button>
  )
}
