import { useRef, useState } from 'react'
import { useWords } from '../languages/words.tsx'
import { Actions } from '../parts/actions.tsx'
import { Button } from '../parts/button.tsx'
import { ErrorLine } from '../parts/error-line.tsx'
import { Field } from '../parts/field.tsx'
import { Panel } from '../parts/panel.tsx'
import { Steps } from '../parts/steps.tsx'
import type { ShownStep } from '../store/shown.ts'
import { useActs, useScreens } from '../store/use-screens.ts'
import { HelpdeskLine } from './helpdesk-line.tsx'
import { OtherWay } from './other-way.tsx'

/** The questions that the person has answered before, all at once: which of the answers is wrong is told to nobody. */
export function Questions({ view, step }: ShownStep<'questions'>) {
  const { say } = useWords()
  const { answer, cancel } = useActs()
  const busy = useScreens((state) => state.busy)
  const fields = useRef<(HTMLInputElement | null)[]>([])
  const [empty, setEmpty] = useState<number>()
  const missing = step.questions.length === 0

  const send = () => {
    if (busy || missing) return
    const given = step.questions.map((_, at) => fields.current[at]?.value ?? '')
    // Whoever has forgotten as many as the policy forgives leaves them out; they count as wrong.
    const blank = given.flatMap((text, at) => (text.trim() === '' ? [at] : []))
    const first = blank.length > step.questions.length - step.correct ? blank[0] ?? -1 : -1
    setEmpty(first < 0 ? undefined : first)
    if (first < 0) {
      for (const field of fields.current) if (field) field.value = ''
      void answer(given.map((text, at) => (blank.includes(at) ? '' : text)))
    }
    fields.current[Math.max(0, first)]?.focus()
  }

  return (
    <Panel
      title={say('questions.title')} lead={missing ? say(view.ways.length > 0 ? 'questions.missing' : 'questions.missing-last') : say('questions.lead', { all: step.correct === step.questions.length ? 'yes' : 'no', correct: step.correct, asked: step.questions.length })}
      above={<Steps gates={view.gates} />} onNext={send} onBack={() => void cancel()}
    >
      {step.questions.map(({ id, text }, at) => (
        <Field
          key={id} ref={(field) => { fields.current[at] = field }} first={at === 0} label={text} name={`answer-${at}`} dir="auto" autoComplete="off"
          enterKeyHint={at === step.questions.length - 1 ? 'go' : 'next'} readOnly={busy} error={empty === at ? say('questions.empty') : undefined}
        />
      ))}
      {step.error && empty === undefined && <ErrorLine>{say(`questions.error.${step.error}`, { tries: step.triesLeft })}</ErrorLine>}
      {missing && <HelpdeskLine caseNumber={view.caseNumber} />}
      <Actions>
        {missing ? <OtherWay ways={view.ways} look="main" /> : <Button look="main" busy={busy}>{say('next')}</Button>}
        <Button look="quiet" onPress={() => void cancel()}>{say('cancel')}</Button>
      </Actions>
      {!missing && <OtherWay ways={view.ways} />}
    </Panel>
  )
}
