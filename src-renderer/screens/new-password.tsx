import { useId, useRef, useState } from 'react'
import { useWords } from '../languages/words.tsx'
import { Actions } from '../parts/actions.tsx'
import { Button } from '../parts/button.tsx'
import { Field } from '../parts/field.tsx'
import { Panel } from '../parts/panel.tsx'
import { check, LONGEST } from '../password/rules.ts'
import { strengthOf } from '../password/strength.ts'
import type { ShownStep } from '../store/shown.ts'
import { useActs, useScreens } from '../store/use-screens.ts'
import { CapsLock, useCapsLock } from './caps-lock.tsx'
import { LayoutWarning } from './layout-warning.tsx'
import { Heard } from './heard.tsx'
import { Reveal } from './reveal.tsx'
import { Rules } from './rules.tsx'
import { Same } from './same.tsx'
import { StrengthBar, StrengthWord } from './strength-bar.tsx'

type Mistake = 'empty' | 'unmet' | 'different'

/**
 * The new password, twice. What is typed lives in the two fields alone and goes from there straight into the call: React knows
 * only what follows from it, so that nothing of it stays in memory once the fields are cleared (security.md, S-04).
 */
export function NewPassword({ step }: ShownStep<'new-password'>) {
  const { say } = useWords()
  const { setPassword, reconsider } = useActs()
  const busy = useScreens((state) => state.busy)
  const first = useRef<HTMLInputElement>(null)
  const second = useRef<HTMLInputElement>(null)
  const rulesId = useId()
  const caps = useCapsLock()
  const [visible, setVisible] = useState(false)
  const [mistake, setMistake] = useState<Mistake>()
  const judge = (password: string) => ({
    checks: check(step.rules, password, step.account),
    strength: strengthOf(password, step.account),
    same: password !== '' && password === second.current?.value,
  })
  // While nothing is typed the present rules count: after a refusal they may be others.
  const [judgedTyping, setJudged] = useState<ReturnType<typeof judge>>()
  const judged = judgedTyping ?? judgedEmpty(step)

  const typed = () => {
    setJudged(judge(first.current?.value ?? ''))
    setMistake(undefined)
  }
  const send = () => {
    if (busy || !first.current || !second.current) return
    const password = first.current.value
    const { checks, same } = judge(password)
    const wrong = password === '' ? 'empty' : checks.some(({ state }) => state === 'unmet') ? 'unmet' : same ? undefined : 'different'
    // Enter, or a phone's "Next", in the first goes on to the second.
    if (wrong === 'different' && second.current.value === '' && document.activeElement === first.current) {
      second.current.focus()
      return
    }
    setMistake(wrong)
    if (wrong === 'different') second.current.value = ''
    if (wrong) return (wrong === 'different' ? second : first).current?.focus()
    first.current.value = ''
    second.current.value = ''
    setJudged(undefined)
    setVisible(false)
    first.current.focus()
    void setPassword(password)
  }

  const said = step.error && say(step.error === 'password-refused' && step.reason ? `password.refused.${step.reason}` : `password.error.${step.error}`)
  // Cut off at the limit, a long one that is pasted would be another one than the person has.
  const typing = { type: visible ? 'text' : 'password', autoComplete: 'new-password', dir: 'auto', maxLength: 2 * LONGEST, readOnly: busy, onChange: typed } as const
  return (
    <Panel title={say('password.title')} onNext={send} onBack={() => void reconsider()}>
      <div {...caps.watch}>
        {/* Whose password this is, as Chromium wants to see it beside one. */}
        <input hidden readOnly autoComplete="username" value={step.account} />
        <Field
          {...typing}
          ref={first}
          first
          label={say('password.new')}
          beside={<StrengthWord strength={judged.strength} />}
          name="password"
          enterKeyHint="next"
          describedBy={rulesId}
          error={mistake === 'empty' || mistake === 'unmet' ? say(`password.${mistake}`) : judged.strength === 'none' && !mistake ? said : undefined}
          trailing={<Reveal visible={visible} onChange={setVisible} />}
        />
        <StrengthBar strength={judged.strength} />
        <Rules id={rulesId} checks={judged.checks} />
        <Field
          {...typing}
          ref={second}
          label={say('password.again')}
          name="again"
          enterKeyHint="done"
          beside={judged.same && <Same />}
          error={mistake === 'different' ? say('password.different') : undefined}
        />
        <CapsLock on={caps.on} />
        <LayoutWarning />
        <Heard checks={judged.checks} strength={judged.strength} />
      </div>
      <Actions>
        <Button look="main" busy={busy}>{say('password.set')}</Button>
        <Button look="quiet" onPress={() => void reconsider()}>{say('back')}</Button>
      </Actions>
    </Panel>
  )
}

const judgedEmpty = ({ rules, account }: ShownStep<'new-password'>['step']) =>
  ({ checks: check(rules, '', account), strength: strengthOf('', account), same: false })
