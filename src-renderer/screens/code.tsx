import { useRef, useState } from 'react'
import { useWords } from '../languages/words.tsx'
import { Actions } from '../parts/actions.tsx'
import { Button } from '../parts/button.tsx'
import { Field } from '../parts/field.tsx'
import { Panel } from '../parts/panel.tsx'
import { Steps } from '../parts/steps.tsx'
import type { ShownStep } from '../store/shown.ts'
import { useActs, useScreens } from '../store/use-screens.ts'
import { useSecondsLeft } from '../store/use-seconds-left.ts'
import { digitsIn } from './digits.ts'
import { Nothing } from './nothing.tsx'
import { OnItsWay } from './on-its-way.tsx'
import { OtherWay } from './other-way.tsx'
import { SendAgain } from './send-again.tsx'

/** The code that was sent: one field, which sends itself when it is full. */
export function Code({ view, step }: ShownStep<'code'>) {
  const { say } = useWords()
  const { answer, cancel } = useActs()
  const busy = useScreens((state) => state.busy)
  const saidAt = useScreens((state) => state.viewSaidAt)
  const seconds = useSecondsLeft({ endsIn: step.codeEndsIn, saidAt })
  const field = useRef<HTMLInputElement>(null)
  const [incomplete, setIncomplete] = useState(false)

  const send = () => {
    const input = field.current
    if (!input || busy) return
    const code = digitsIn(input.value, step.digits)
    setIncomplete(code.length < step.digits)
    if (code.length === step.digits) {
      input.value = ''
      void answer(code)
    }
    input.focus()
  }
  const typed = () => {
    const input = field.current
    if (!input) return
    const code = digitsIn(input.value, step.digits)
    if (code !== input.value) input.value = code
    setIncomplete(false)
    if (code.length === step.digits) send()
  }

  const error = incomplete ? say('code.incomplete', { digits: step.digits })
    : step.error && say(`code.error.${step.error}`, { tries: step.triesLeft })
  // While nobody takes messages it is not ours to say that one was sent.
  const kind = step.delivery === 'delayed' ? 'lead-delayed' : 'lead'
  const lead = seconds > 0 ? say(`code.${kind}.${step.way}`, { digits: step.digits, minutes: Math.ceil(seconds / 60) })
    : say(step.againIn === undefined ? 'code.lead-used-up' : 'code.lead-over')

  return (
    <Panel title={say('code.title')} lead={lead} above={<Steps gates={view.gates} />} onNext={send} onBack={() => void cancel()}>
      <Field
        ref={field}
        first
        className="digits"
        label={say('code.label')}
        hint={say('code.tries', { tries: step.triesLeft })}
        name="code"
        dir="ltr"
        inputMode="numeric"
        enterKeyHint="go"
        autoComplete="one-time-code"
        onChange={typed}
        readOnly={busy}
        error={error}
      />
      <Actions>
        <Button look="main" busy={busy}>{say('next')}</Button>
        <Button look="quiet" onPress={() => void cancel()}>{say('cancel')}</Button>
        <SendAgain againIn={step.againIn} onSent={() => field.current?.focus()} />
      </Actions>
      <OtherWay ways={view.ways} />
      {seconds > 0 && <OnItsWay way={step.way} delivery={step.delivery} />}
      <Nothing caseNumber={view.caseNumber} />
    </Panel>
  )
}
