import phone from '@fluentui/svg-icons/icons/call_48_regular.svg'
import missed from '@fluentui/svg-icons/icons/call_missed_48_regular.svg'
import type { RegistrationStepOf } from '@gatehouse/contract/registration'
import { useEffect } from 'react'
import { Actions } from '../../parts/actions.tsx'
import { Button } from '../../parts/button.tsx'
import { ErrorLine } from '../../parts/error-line.tsx'
import { Panel } from '../../parts/panel.tsx'
import { Sign } from '../../parts/sign.tsx'
import { CallAgain } from '../../screens/call-again.tsx'
import { CallProgress } from '../../screens/call-progress.tsx'
import { useClock } from '../../store/use-around.ts'
import { useRegister, useRegisterActs } from '../store/use-register.tsx'
import { useRegisterWords } from '../words.tsx'

/** Milliseconds: a telephone call goes on while the person looks. */
const LOOK_EVERY = 2000

type Step = RegistrationStepOf<'prove'>

const titles = { on: 'call.title', confirmed: 'call.title-confirmed', over: 'call.title-over' } as const
const moods = { on: 'plain', confirmed: 'good', over: 'bad' } as const

/** The number is called, and the digits of the screen are keyed on the telephone. What the call has confirmed goes on by itself. */
export function ProveCall({ step, call }: { step: Step; call: NonNullable<Step['call']> }) {
  const { say } = useRegisterWords()
  const { prove, proveAgain, withdraw, lookAgain } = useRegisterActs()
  const clock = useClock()
  const busy = useRegister((state) => state.busy)
  const saidAt = useRegister((state) => state.viewSaidAt)
  const { state, keys, over } = call
  const confirmed = state === 'confirmed'
  const phase = confirmed ? 'confirmed' : over ? 'over' : 'on'
  useEffect(() => (over ? undefined : clock.every(LOOK_EVERY, () => void lookAgain())), [clock, lookAgain, over])
  useEffect(() => { if (confirmed) void prove(keys) }, [confirmed, keys, prove])

  const fares = state === 'denied' ? say('prove.call.denied') : say(`call.state.${state}`, { tries: step.triesLeft })
  const lead = { on: say('prove.call.lead', { shown: step.shown }), confirmed: fares, over: step.triesLeft > 0 ? fares : say('prove.call.used-up') }
  const again = !confirmed && over && step.againIn !== undefined
  return (
    // Each phase is a screen of its own: the focus goes to what is new, also from a button that is there no more.
    <Panel
      key={phase} title={say(titles[phase])} lead={lead[phase]}
      above={<Sign path={phase === 'over' ? missed : phone} mood={moods[phase]} />}
      onNext={() => { if (confirmed) void prove(keys) }} onBack={() => void withdraw()}
    >
      {phase !== 'over' && (
        <p className="call-keys" dir="ltr">
          <span className="unseen">{say('call.keys', { keys: Array.from(keys).join(' ') })}</span>
          <span aria-hidden="true">{keys}<i>#</i></span>
        </p>
      )}
      {phase !== 'over' && state !== 'denied' && <CallProgress call={state} keys={keys} />}
      {phase === 'on' && state === 'wrong-keys' && <ErrorLine>{fares}</ErrorLine>}
      {/* What the line of the error says is heard already. */}
      <p className="unseen" role="status">{phase === 'on' && state === 'wrong-keys' ? '' : fares}</p>
      <Actions>
        {confirmed && <Button first look="main" busy={busy}>{say('next')}</Button>}
        {again && <CallAgain againIn={step.againIn} saidAt={saidAt} call={() => void proveAgain()} />}
        <Button look={phase === 'over' && !again ? 'main' : 'quiet'} onPress={() => void withdraw()}>{say('back')}</Button>
      </Actions>
      {step.what === 'new' && !confirmed && <p className="nothing">{over ? say('prove.call.wrong-number', { shown: step.shown }) : say('prove.wrong-place')}</p>}
    </Panel>
  )
}
