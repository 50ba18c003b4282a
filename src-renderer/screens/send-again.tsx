import { useState } from 'react'
import { useWords } from '../languages/words.tsx'
import { Button } from '../parts/button.tsx'
import { asTimer } from '../store/ending.ts'
import { useActs, useScreens } from '../store/use-screens.ts'
import { useSecondsLeft } from '../store/use-seconds-left.ts'

type Props = {
  /** Seconds; undefined: not again. */
  againIn: number | undefined
  /** The button is gone then: the focus needs another place. */
  onSent: () => void
}

/** Counts down to the moment when a new code may be asked for. */
export function SendAgain({ againIn, onSent }: Props) {
  const { say } = useWords()
  const { sendAgain } = useActs()
  const busy = useScreens((state) => state.busy)
  const saidAt = useScreens((state) => state.viewSaidAt)
  const seconds = useSecondsLeft({ endsIn: againIn ?? 0, saidAt })
  const [sent, setSent] = useState(false)

  const send = async () => {
    setSent(false)
    setSent(await sendAgain())
    onSent()
  }
  return (
    <>
      {againIn !== undefined && (
        <div className="again">
          {seconds > 0
            ? <span role="timer">{say('code.again-in', { time: asTimer(seconds) })}</span>
            : <Button look="link" busy={busy} onPress={() => void send()}>{say('code.again')}</Button>}
        </div>
      )}
      <p role="status" className={sent ? 'said' : 'unseen'}>{sent && say('code.sent-again')}</p>
    </>
  )
}
