import { useEffect, useRef } from 'react'
import { Panel } from '../../parts/panel.tsx'
import { CodeActions } from '../../screens/code-actions.tsx'
import { CodeField, type CodeFieldHandle } from '../../screens/code-field.tsx'
import { useSendAgain } from '../../screens/send-again.tsx'
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
  const saidAt = useRegister((state) => state.viewSaidAt)
  const seconds = useSecondsLeft({ endsIn: step.codeEndsIn, saidAt })
  const field = useRef<CodeFieldHandle>(null)
  const again = useSendAgain({ againIn: step.againIn, saidAt, send: proveAgain, onSent: () => field.current?.focus() })
  const over = seconds === 0
  const asks = over && again.possible
  useEffect(() => clock.every(LOOK_EVERY, () => void lookAgain()), [clock, lookAgain])

  const way = step.way === 'email' ? 'email' : 'sms'
  const kind = step.delivery === 'delayed' ? 'lead-delayed' : 'lead'
  const lead = !over ? say(`prove.${kind}.${way}`, { digits: step.digits, shown: step.shown, minutes: Math.ceil(seconds / 60) })
    : say(asks ? 'code.lead-over' : 'prove.used-up')
  const tooOld = over && step.error === 'code-expired'
  const fares = say(`code.delivery.${way}.${step.delivery}`)
  return (
    <Panel title={say('code.title')} lead={tooOld ? undefined : lead} onNext={() => { if (asks) again.press(); else field.current?.send() }} onBack={() => void withdraw()}>
      <CodeField
        ref={field} digits={step.digits} triesLeft={step.triesLeft} onCode={(code) => void prove(code)}
        error={tooOld ? lead : step.error && say(`code.error.${step.error}`, { tries: step.triesLeft })}
      />
      <CodeActions over={over} again={again} out={{ label: say('back'), press: () => void withdraw() }} />
      <p className="nothing fares" role="status">{!over && fares}</p>
      {step.what === 'new' && <p className="nothing">{say('prove.wrong-place')}</p>}
    </Panel>
  )
}
