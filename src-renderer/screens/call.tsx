import { useEffect } from 'react'
import { useWords } from '../languages/words.tsx'
import { Actions } from '../parts/actions.tsx'
import { Button } from '../parts/button.tsx'
import { ErrorLine } from '../parts/error-line.tsx'
import { Panel } from '../parts/panel.tsx'
import { Steps } from '../parts/steps.tsx'
import type { ShownStep } from '../store/shown.ts'
import { useActs, useClock, useScreens } from '../store/use-screens.ts'
import { CallAgain } from './call-again.tsx'
import { Nothing } from './nothing.tsx'
import { OtherWay } from './other-way.tsx'

/** Milliseconds after which a view that could not be followed is followed again. */
const TRY_AGAIN = 2000

/** The person's telephone is called, and the screen tells how that fares. Next comes with the confirmation. */
export function Call({ view, step }: ShownStep<'call'>) {
  const { say } = useWords()
  const { answer, cancel, follow } = useActs()
  const clock = useClock()
  const busy = useScreens((state) => state.busy)
  const waits = !step.over
  const confirmed = step.call === 'confirmed'
  useEffect(() => {
    if (!waits) return
    void follow()
    return clock.every(TRY_AGAIN, () => void follow())
  }, [clock, follow, waits, view])

  return (
    <Panel
      title={say('call.title')} lead={say(step.keys === undefined ? 'call.lead-pound' : 'call.lead')} above={<Steps gates={view.gates} />}
      onNext={() => { if (!busy) void answer() }} onBack={() => void cancel()}
    >
      {step.keys !== undefined && (
        <p className="call-keys" dir="ltr">
          <span className="unseen">{say('call.keys', { keys: Array.from(step.keys).join(' ') })}</span>
          <span aria-hidden="true">{step.keys} <i>#</i></span>
        </p>
      )}
      <p className="call-state" role="status" data-call={step.call}>{say(`call.state.${step.call}`, { tries: step.triesLeft })}</p>
      {step.error && <ErrorLine>{say(`call.error.${step.error}`)}</ErrorLine>}
      <Actions>
        {confirmed && <Button first look="main" busy={busy}>{say('next')}</Button>}
        <Button look="quiet" onPress={() => void cancel()}>{say('cancel')}</Button>
        <CallAgain againIn={step.over ? step.againIn : undefined} />
      </Actions>
      <OtherWay ways={view.ways} />
      <Nothing caseNumber={view.caseNumber} />
    </Panel>
  )
}
