import clock from '@fluentui/svg-icons/icons/clock_48_regular.svg'
import dismiss from '@fluentui/svg-icons/icons/dismiss_48_regular.svg'
import prohibited from '@fluentui/svg-icons/icons/prohibited_48_regular.svg'
import question from '@fluentui/svg-icons/icons/question_48_regular.svg'
import type { StepOf } from '@gatehouse/contract'
import { useWords } from '../languages/words.tsx'
import { Actions } from '../parts/actions.tsx'
import { Button } from '../parts/button.tsx'
import { Panel } from '../parts/panel.tsx'
import { Sign } from '../parts/sign.tsx'
import type { ShownStep } from '../store/shown.ts'
import { useActs } from '../store/use-screens.ts'
import { HelpdeskLine } from './helpdesk-line.tsx'

type Reason = StepOf<'ended'>['reason']

/** How each end looks, what comes first, and whether only a person can help. */
const ends = {
  cancelled: { sign: dismiss, mood: 'plain', first: 'leave', call: false },
  expired: { sign: clock, mood: 'plain', first: 'start-again', call: false },
  'too-many-tries': { sign: prohibited, mood: 'bad', first: 'start-again', call: true },
  'not-asked-for': { sign: prohibited, mood: 'bad', first: 'leave', call: true },
  'too-early': { sign: prohibited, mood: 'plain', first: 'start-again', call: false },
  'too-many-changes': { sign: prohibited, mood: 'bad', first: 'leave', call: true },
  stopped: { sign: prohibited, mood: 'bad', first: 'leave', call: true },
  unclear: { sign: question, mood: 'bad', first: 'leave', call: true },
} as const satisfies Record<Reason, { sign: string; mood: 'plain' | 'bad'; first: 'leave' | 'start-again'; call: boolean }>

/** The recovery is over without an outcome. */
export function Ended({ view, step }: ShownStep<'ended'>) {
  const { say } = useWords()
  const { leave, startAgain } = useActs()
  const { sign, mood, first, call } = ends[step.reason]
  const other = first === 'leave' ? 'start-again' : 'leave'
  const press = { leave: () => void leave(), 'start-again': startAgain }
  return (
    <Panel
      centred
      title={say(`ended.${step.reason}.title`)}
      lead={say(`ended.${step.reason}.lead`)}
      above={<Sign path={sign} mood={mood} asks={sign === question} />}
      onNext={press[first]}
      onBack={press.leave}
    >
      {call && <HelpdeskLine caseNumber={view.caseNumber} />}
      <Actions>
        <Button first look="main">{say(first)}</Button>
        <Button look="quiet" onPress={press[other]}>{say(other)}</Button>
      </Actions>
    </Panel>
  )
}
