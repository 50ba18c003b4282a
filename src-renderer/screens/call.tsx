import phone from '@fluentui/svg-icons/icons/call_48_regular.svg'
import missed from '@fluentui/svg-icons/icons/call_missed_48_regular.svg'
import { useEffect } from 'react'
import { useWords } from '../languages/words.tsx'
import { Actions } from '../parts/actions.tsx'
import { Button } from '../parts/button.tsx'
import { ErrorLine } from '../parts/error-line.tsx'
import { Panel } from '../parts/panel.tsx'
import { Sign } from '../parts/sign.tsx'
import { Steps } from '../parts/steps.tsx'
import type { ShownStep } from '../store/shown.ts'
import { useActs, useClock, useScreens } from '../store/use-screens.ts'
import { CallAgain } from './call-again.tsx'
import { CallProgress } from './call-progress.tsx'
import { Nothing } from './nothing.tsx'
import { OtherWay } from './other-way.tsx'

/** Milliseconds after which a view that could not be followed is followed again. */
const TRY_AGAIN = 2000

/** The person's telephone is called, and the screen tells how that fares. Next comes with the confirmation. */
export function Call({ view, step }: ShownStep<'call'>) {
  const { say } = useWords()
  const { answer, cancel, follow, sendAgain } = useActs()
  const clock = useClock()
  const busy = useScreens((state) => state.busy)
  const saidAt = useScreens((state) => state.viewSaidAt)
  const confirmed = step.call === 'confirmed'
  const goesOn = !step.over || confirmed
  useEffect(() => {
    if (step.over) return
    void follow()
    return clock.every(TRY_AGAIN, () => void follow())
  }, [clock, follow, step.over, view])

  return (
    <Panel
      title={say(confirmed ? 'call.title-confirmed' : goesOn ? 'call.title' : 'call.title-over')}
      lead={goesOn && !confirmed ? say(step.keys === undefined ? 'call.lead-pound' : 'call.lead') : say(`call.state.${step.call}`, { tries: step.triesLeft })}
      above={<><Steps gates={view.gates} /><Sign path={goesOn ? phone : missed} mood={confirmed ? 'good' : goesOn ? 'plain' : 'bad'} /></>}
      onNext={() => { if (!busy && !step.over || confirmed) void answer() }} onBack={() => void cancel()}
    >
      {goesOn && step.keys !== undefined && (
        <p className="call-keys" dir="ltr">
          <span className="unseen">{say('call.keys', { keys: Array.from(step.keys).join(' ') })}</span>
          <span aria-hidden="true">{step.keys}<i>#</i></span>
        </p>
      )}
      <CallProgress call={step.call} keys={step.keys} />
      {step.call === 'wrong-keys' && !step.over && <ErrorLine>{say('call.state.wrong-keys', { tries: step.triesLeft })}</ErrorLine>}
      {/* Wrong keys are an alert above: nobody hears them twice. */}
      <p className="unseen" role="status">{step.call === 'wrong-keys' && !step.over ? '' : say(`call.state.${step.call}`, { tries: step.triesLeft })}</p>
      {step.error && !step.over && <ErrorLine>{say(`call.error.${step.error}`)}</ErrorLine>}
      <Actions>
        {confirmed && <Button first look="main" busy={busy}>{say('next')}</Button>}
        {!goesOn && <CallAgain againIn={step.againIn} saidAt={saidAt} call={() => void sendAgain()} />}
        <Button look="quiet" onPress={() => void cancel()}>{say('cancel')}</Button>
      </Actions>
      <OtherWay ways={view.ways} />
      <Nothing caseNumber={view.caseNumber} rings />
    </Panel>
  )
}
