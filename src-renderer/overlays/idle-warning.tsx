import { useId } from 'react'
import { useWords } from '../languages/words.tsx'
import { Actions } from '../parts/actions.tsx'
import { Button } from '../parts/button.tsx'
import type { Ending } from '../store/ending.ts'
import { useAroundActs } from '../store/use-around.ts'
import { useSecondsLeft } from '../store/use-seconds-left.ts'
import { Above } from './above.tsx'

/** The client gives up soon. Any answer keeps it open, Escape too: whoever presses a key is there. */
export function IdleWarning({ idle }: { idle: Ending }) {
  const { say } = useWords()
  const { stay, leave } = useAroundActs()
  const leadId = useId()
  const seconds = useSecondsLeft(idle)
  return (
    <Above role="alertdialog" describedBy={leadId} title={say('idle.title')} onClose={() => void stay()}>
      <p id={leadId} className="lead">{say('idle.lead', { seconds })}</p>
      <Actions>
        <Button look="main" autoFocus onPress={() => void stay()}>{say('idle.stay')}</Button>
        <Button look="quiet" onPress={() => void leave()}>{say('leave')}</Button>
      </Actions>
    </Above>
  )
}
