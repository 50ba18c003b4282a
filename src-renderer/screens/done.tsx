import checkmark from '@fluentui/svg-icons/icons/checkmark_48_regular.svg'
import { useEffect, useState } from 'react'
import { useWords } from '../languages/words.tsx'
import { Actions } from '../parts/actions.tsx'
import { Button } from '../parts/button.tsx'
import { Panel } from '../parts/panel.tsx'
import { Sign } from '../parts/sign.tsx'
import type { ShownStep } from '../store/shown.ts'
import { useActs, useClock, useScreens } from '../store/use-screens.ts'
import { useSecondsLeft } from '../store/use-seconds-left.ts'

// Long enough to read two sentences; whoever needs longer stops it (WCAG 2.2.1).
const CLOSES_IN = 20
// Milliseconds. Controllers copy from each other within seconds to minutes.
const LOOK_AGAIN = 10_000

/** Back in. */
export function Done({ step }: ShownStep<'done'>) {
  const { say } = useWords()
  const { leave } = useActs()
  const [staying, stay] = useState(false)
  const away = useScreens((state) => state.controller === 'not-reached')
  const notYet = !away && step.reached === 'not-yet'
  const lead = away ? 'away' : notYet ? 'not-yet' : 'lead'
  return (
    <Panel
      centred
      title={say(`done.title.${step.choice}`)}
      lead={say(`done.${lead}.${step.choice}`)}
      above={<Sign path={checkmark} mood="good" />}
      onNext={() => void leave()}
      onBack={() => void leave()}
    >
      <Actions><Button first look="main">{say('leave')}</Button></Actions>
      {notYet && <LookingAgain />}
      {!staying && !notYet && <Closing onStay={() => stay(true)} />}
    </Panel>
  )
}

/** Reads again whether this PC knows by now; what it finds is said. Nothing closes meanwhile but by the idle limit. */
function LookingAgain() {
  const { lookAgain } = useActs()
  const clock = useClock()
  useEffect(() => clock.every(LOOK_AGAIN, () => void lookAgain()), [clock, lookAgain])
  return null
}

function Closing({ onStay }: { onStay: () => void }) {
  const { say } = useWords()
  const { leave } = useActs()
  const saidAt = useScreens((state) => state.viewSaidAt)
  const seconds = useSecondsLeft({ endsIn: CLOSES_IN, saidAt })
  useEffect(() => {
    if (seconds === 0) void leave()
  }, [seconds, leave])
  return (
    <p className="closing">
      <span role="timer">{say('done.closing', { seconds })}</span>
      <Button look="link" onPress={onStay}>{say('done.stay')}</Button>
    </p>
  )
}
