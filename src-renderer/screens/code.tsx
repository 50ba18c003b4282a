import { useRef } from 'react'
import { useWords } from '../languages/words.tsx'
import { Actions } from '../parts/actions.tsx'
import { Button } from '../parts/button.tsx'
import { Panel } from '../parts/panel.tsx'
import { Steps } from '../parts/steps.tsx'
import type { ShownStep } from '../store/shown.ts'
import { useActs, useScreens } from '../store/use-screens.ts'
import { useSecondsLeft } from '../store/use-seconds-left.ts'
import { CodeField, type CodeFieldHandle } from './code-field.tsx'
import { Nothing } from './nothing.tsx'
import { OnItsWay } from './on-its-way.tsx'
import { OtherWay } from './other-way.tsx'
import { SendAgain } from './send-again.tsx'

/** The code that was sent. */
export function Code({ view, step }: ShownStep<'code'>) {
  const { say } = useWords()
  const { answer, cancel, sendAgain } = useActs()
  const busy = useScreens((state) => state.busy)
  const saidAt = useScreens((state) => state.viewSaidAt)
  const seconds = useSecondsLeft({ endsIn: step.codeEndsIn, saidAt })
  const field = useRef<CodeFieldHandle>(null)

  // While nobody takes messages it is not ours to say that one was sent.
  const kind = step.delivery === 'delayed' ? 'lead-delayed' : 'lead'
  const lead = seconds > 0 ? say(`code.${kind}.${step.way}`, { digits: step.digits, minutes: Math.ceil(seconds / 60) })
    : say(step.againIn === undefined ? 'code.lead-used-up' : 'code.lead-over')

  return (
    <Panel title={say('code.title')} lead={lead} above={<Steps gates={view.gates} />} onNext={() => field.current?.send()} onBack={() => void cancel()}>
      <CodeField
        ref={field} digits={step.digits} triesLeft={step.triesLeft} onCode={(code) => void answer(code)}
        error={step.error && say(`code.error.${step.error}`, { tries: step.triesLeft })}
      />
      <Actions>
        <Button look="main" busy={busy}>{say('next')}</Button>
        <Button look="quiet" onPress={() => void cancel()}>{say('cancel')}</Button>
        <SendAgain againIn={step.againIn} saidAt={saidAt} send={sendAgain} onSent={() => field.current?.focus()} />
      </Actions>
      <OtherWay ways={view.ways} />
      {seconds > 0 && <OnItsWay way={step.way} delivery={step.delivery} />}
      <Nothing caseNumber={view.caseNumber} />
    </Panel>
  )
}
