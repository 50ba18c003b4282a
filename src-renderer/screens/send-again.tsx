import { useState } from 'react'
import { useWords } from '../languages/words.tsx'
import { Button } from '../parts/button.tsx'
import { asTimer } from '../store/ending.ts'
import { useAround } from '../store/use-around.ts'
import { useSecondsLeft } from '../store/use-seconds-left.ts'

type Props = {
  /** Seconds; undefined: not again. */
  againIn: number | undefined
  /** From when those count: the clock's milliseconds. */
  saidAt: number
  /** @returns whether one is on its way */
  send: () => Promise<boolean>
  /** The button is gone then: the focus needs another place. */
  onSent: () => void
}

/** Counts down to the moment when a new code may be asked for. */
export function SendAgain({ againIn, saidAt, send, onSent }: Props) {
  const { say } = useWords()
  const busy = useAround((state) => state.busy)
  const seconds = useSecondsLeft({ endsIn: againIn ?? 0, saidAt })
  const [sent, setSent] = useState(false)

  const again = async () => {
    setSent(false)
    setSent(await send())
    onSent()
  }
  return (
    <>
      {againIn !== undefined && (
        <div className="again">
          {seconds > 0
            ? <span role="timer">{say('code.again-in', { time: asTimer(seconds) })}</span>
            : <Button look="link" busy={busy} onPress={() => void again()}>{say('code.again')}</Button>}
        </div>
      )}
      <p role="status" className={sent ? 'said' : 'unseen'}>{sent && say('code.sent-again')}</p>
    </>
  )
}
