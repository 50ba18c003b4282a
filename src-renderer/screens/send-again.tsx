import { useState } from 'react'
import { useWords } from '../languages/words.tsx'
import { Button } from '../parts/button.tsx'
import { asTimer } from '../store/ending.ts'
import { useAround } from '../store/use-around.ts'
import { useSecondsLeft } from '../store/use-seconds-left.ts'

type Asked = {
  /** Seconds; undefined: not again. */
  againIn: number | undefined
  /** From when those count: the clock's milliseconds. */
  saidAt: number
  /** @returns whether one is on its way */
  send: () => Promise<boolean>
  /** The button is gone then: the focus needs another place. */
  onSent: () => void
}

export type Again = ReturnType<typeof useSendAgain>

/** Counts down to the moment when a new code may be asked for, and asks for it. */
export function useSendAgain({ againIn, saidAt, send, onSent }: Asked) {
  const busy = useAround((state) => state.busy)
  const seconds = useSecondsLeft({ endsIn: againIn ?? 0, saidAt })
  const [sent, setSent] = useState(false)
  const press = async () => {
    if (busy || seconds > 0) return
    setSent(false)
    setSent(await send())
    onSent()
  }
  return { possible: againIn !== undefined, seconds, sent, busy, press: () => void press() }
}

/** When a new code may be asked for, and the link to do so. @param pressed elsewhere: by the screen's main button */
export function SendAgain({ again: { possible, seconds, sent, busy, press }, pressed }: { again: Again; pressed: 'here' | 'elsewhere' }) {
  const { say } = useWords()
  return (
    <>
      {possible && (seconds > 0 || pressed === 'here') && (
        <div className="again">
          {seconds > 0
            ? <span role="timer">{say('code.again-in', { time: asTimer(seconds) })}</span>
            : <Button look="link" busy={busy} onPress={press}>{say('code.again')}</Button>}
        </div>
      )}
      <p role="status" className={sent ? 'said' : 'unseen'}>{sent && say('code.sent-again')}</p>
    </>
  )
}
