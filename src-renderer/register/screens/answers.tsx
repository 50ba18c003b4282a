import type { RegistrationView } from '@gatehouse/contract/registration'
import { useRef, useState } from 'react'
import { Actions } from '../../parts/actions.tsx'
import { Button } from '../../parts/button.tsx'
import { ErrorLine } from '../../parts/error-line.tsx'
import { Field } from '../../parts/field.tsx'
import { Panel } from '../../parts/panel.tsx'
import { useRegister, useRegisterActs } from '../store/use-register.tsx'
import { useRegisterWords } from '../words.tsx'
import { QuestionPicker } from './question-picker.tsx'

/**
 * As many questions as are wanted, each to be picked. What is typed is seen: on a good day, at one's own desk, a slip that nobody saw would
 * keep its owner out later; whoever is not alone hides it. It lives in the fields alone, and stays there until it is taken.
 */
export function Answers({ view }: { view: RegistrationView }) {
  const { say } = useRegisterWords()
  const { giveAnswers, going } = useRegisterActs()
  const busy = useRegister((state) => state.busy)
  const { questions, needed } = view.questions ?? { questions: [], needed: 0 }
  const fields = useRef<(HTMLInputElement | null)[]>([])
  const [picked, setPicked] = useState(() => questions.slice(0, needed).map(({ id }) => id))
  const [hidden, hide] = useState(false)
  const [left, setLeft] = useState(needed)
  const [empty, setEmpty] = useState<number>()
  // What was refused is said until that answer is typed anew, or another question is picked.
  const [changed, setChanged] = useState<ReadonlySet<string>>(new Set())

  const count = () => setLeft(picked.filter((_, at) => (fields.current[at]?.value ?? '').trim() === '').length)
  const send = () => {
    if (busy) return
    const answers = picked.map((question, at) => ({ question, answer: fields.current[at]?.value ?? '' }))
    const first = answers.findIndex(({ answer }) => answer.trim() === '')
    setEmpty(first < 0 ? undefined : first)
    fields.current[Math.max(0, first)]?.focus()
    if (first >= 0) return
    setChanged(new Set())
    void giveAnswers(answers)
  }
  const errorOf = (at: number) => {
    if (empty === at) return say('answers.empty')
    const id = picked[at] ?? ''
    const refused = changed.has(id) || busy ? undefined : view.refusedAnswers?.find(({ question }) => question === id)
    return refused && say(`answers.why.${refused.why}`)
  }
  return (
    <Panel title={say('answers.title')} lead={say('answers.lead', { needed })} onNext={send} onBack={() => going(undefined)}>
      {picked.map((id, at) => (
        <fieldset key={at} className="question">
          <legend className="unseen">{say('answers.question', { number: at + 1, needed })}</legend>
          <QuestionPicker
            label={say('answers.question', { number: at + 1, needed })} picked={id} questions={questions.filter((one) => one.id === id || !picked.includes(one.id))}
            onPick={(next) => setPicked(picked.map((one, place) => (place === at ? next : one)))}
          />
          <Field
            ref={(field) => { fields.current[at] = field }} first={at === 0} label={say('answers.answer', { number: at + 1 })} name={`answer-${at}`} type={hidden ? 'password' : 'text'}
            dir="auto" autoComplete="off" maxLength={256} enterKeyHint={at === picked.length - 1 ? 'go' : 'next'} readOnly={busy} error={errorOf(at)}
            onChange={() => {
              count()
              setEmpty(undefined)
              setChanged(new Set([...changed, id]))
            }}
          />
        </fieldset>
      ))}
      <div className="under-answers">
        <p role="status">{say('answers.left', { count: left })}</p>
        <Button look="link" onPress={() => hide(!hidden)}>{say(hidden ? 'answers.show' : 'answers.hide')}</Button>
      </div>
      <ErrorLine>{view.refused && !busy && changed.size === 0 ? say(`refused.${view.refused}`) : undefined}</ErrorLine>
      <Actions>
        <Button look="main" busy={busy}>{say('answers.go')}</Button>
        <Button look="quiet" onPress={() => going(undefined)}>{say('back')}</Button>
      </Actions>
    </Panel>
  )
}
