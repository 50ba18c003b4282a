import { useRef } from 'react'
import { useWords } from '../languages/words.tsx'
import { Panel } from '../parts/panel.tsx'
import { Steps } from '../parts/steps.tsx'
import type { ShownStep } from '../store/shown.ts'
import { useActs, useScreens } from '../store/use-screens.ts'
import { useSecondsLeft } from '../store/use-seconds-left.ts'
import { CodeActions } from './code-actions.tsx'
import { CodeField, type CodeFieldHandle } from './code-field.tsx'
import { Nothing } from './nothing.tsx'
import { OnItsWay } from './on-its-way.tsx'
import { OtherWay } from './other-way.tsx'
import { useSendAgain } from './send-again.tsx'

/** The code that was sent. */
export function Code({ view, step }: ShownStep<'code'>) {
  const { say } = useWords()
  const { answer, cancel, sendAgain } = useActs()
  const saidAt = useScreens((state) => state.viewSaidAt)
  const seconds = useSecondsLeft({ endsIn: step.codeEndsIn, saidAt })
  const field = useRef<CodeFieldHandle>(null)
  const again = useSendAgain({ againIn: step.againIn, saidAt, send: sendAgain, onSent: () => field.current?.focus() })
  const over = seconds === 0
  const asks = over && again.possible

  // While nobody takes messages it is not ours to say that one was sent.
  const kind = step.delivery === 'delayed' ? 'lead-delayed' : 'lead'
  const lead = !over ? say(`code.${kind}.${step.way}`, { digits: step.digits, minutes: Math.ceil(seconds / 60) })
    : say(asks ? 'code.lead-over' : 'code.lead-used-up')
  // That a code is too old is said once: to whoever typed it, below it.
  const tooOld = over && step.error === 'code-expired'

  return (
    <Panel title={say('code.title')} lead={tooOld ? undefined : lead} above={<Steps gates={view.gates} />} onNext={() => { if (asks) again.press(); else field.current?.send() }} onBack={() => void cancel()}>
      <CodeField
        ref={field} digits={step.digits} triesLeft={step.triesLeft} onCode={(code) => void answer(code)}
        error={tooOld ? lead : step.error && say(`code.error.${step.error}`, { tries: step.triesLeft })}
      />
      <CodeActions over={over} again={again} out={{ label: say('cancel'), press: () => void cancel() }} />
      <OtherWay ways={view.ways} />
      {!over && <OnItsWay way={step.way} delivery={step.delivery} />}
      <Nothing caseNumber={view.caseNumber} />
    </Panel>
  )
}
