import { useEffect, useRef } from 'react'
import { Actions } from '../../parts/actions.tsx'
import { Button } from '../../parts/button.tsx'
import { Panel } from '../../parts/panel.tsx'
import { CodeField, type CodeFieldHandle } from '../../screens/code-field.tsx'
import { SendAgain } from '../../screens/send-again.tsx'
import { useClock } from '../../store/use-around.ts'
import { useSecondsLeft } from '../../store/use-seconds-left.ts'
import type { ShownAt } from '../store/shown.ts'
import { useRegister, useRegisterActs } from '../store/use-register.tsx'
import { useRegisterWords } from '../words.tsx'
import { ProveCall } from './prove-call.tsx'

/** Milliseconds: often enough for whoever waits, seldom enough for a server with a thousand of them. */
const LOOK_EVERY = 10_000

/** What is to be registered, or was, is shown to be the person's: by a code that went there, or by a call. */
export const Prove = ({ step }: ShownAt<'prove'>) => (step.call ? <ProveCall step={step} call={step.call} /> : <ProveCode step={step} />)

/** Whoever types the code has that. */
function ProveCode({ step }: Pick<ShownAt<'prove'>, 'step'>) {
  const { say } = useRegisterWords()
  const { prove, proveAgain, withdraw, lookAgain } = useRegisterActs()
  const clock = useClock()
  const busy = useRegister((state) => state.busy)
  const saidAt = useRegister((state) => state.viewSaidAt)
  const seconds = useSecondsLeft({ endsIn: step.codeEndsIn, saidAt })
  const field = useRef<CodeFieldHandle>(null)
  useEffect(() => clock.every(LOOK_EVERY, () => void lookAgain()), [clock, lookAgain])

  const way = step.way === 'email' ? 'email' : 'sms'
  const kind = step.delivery === 'delayed' ? 'lead-delayed' : 'lead'
  const lead = seconds > 0 ? say(`prove.${kind}.${way}`, { digits: step.digits, shown: step.shown, minutes: Math.ceil(seconds / 60) })
    : say(step.againIn === undefined ? 'prove.used-up' : 'code.lead-over')
  const fares = say(`code.delivery.${way}.${step.delivery}`)
  return (
    <Panel title={say('code.title')} lead={lead} onNext={() => field.current?.send()} onBack={() => void withdraw()}>
      <CodeField
        ref={field} digits={step.digits} triesLeft={step.triesLeft} onCode={(code) => void prove(code)}
        error={step.error && say(`code.error.${step.error}`, { tries: step.triesLeft })}
      />
      <Actions>
        <Button look="main" busy={busy}>{say('next')}</Button>
        <Button look="quiet" onPress={() => void withdraw()}>{say('back')}</Button>
        <SendAgain againIn={step.againIn} saidAt={saidAt} send={proveAgain} onSent={() => field.current?.focus()} />
      </Actions>
      <p className="nothing fares" role="status">{seconds > 0 && fares}</p>
      {step.what === 'new' && <p className="nothing">{say('prove.wrong-place')}</p>}
    </Panel>
  )
}
