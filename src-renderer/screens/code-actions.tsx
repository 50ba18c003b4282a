import { useWords } from '../languages/words.tsx'
import { Actions } from '../parts/actions.tsx'
import { Button } from '../parts/button.tsx'
import { type Again, SendAgain } from './send-again.tsx'

type Props = {
  /** The code that was sent is too old: a new one is what helps, and where there is none, the way out. */
  over: boolean
  again: Again
  out: { label: string; press: () => void }
}

/** The buttons below a code. The main one stays where it is when the code grows too old, and asks for a new one then. */
export function CodeActions({ over, again, out }: Props) {
  const { say } = useWords()
  const stuck = over && !again.possible
  return (
    <Actions>
      {!stuck && <Button look="main" busy={again.busy} waits={over && again.seconds > 0} onPress={over ? again.press : undefined}>{say(over ? 'code.again' : 'next')}</Button>}
      <Button look={stuck ? 'main' : 'quiet'} onPress={out.press}>{out.label}</Button>
      <SendAgain again={again} pressed={over ? 'elsewhere' : 'here'} />
    </Actions>
  )
}
