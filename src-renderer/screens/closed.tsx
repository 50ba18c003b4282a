import prohibited from '@fluentui/svg-icons/icons/prohibited_48_regular.svg'
import { useWords } from '../languages/words.tsx'
import { Actions } from '../parts/actions.tsx'
import { Button } from '../parts/button.tsx'
import { Panel } from '../parts/panel.tsx'
import { Sign } from '../parts/sign.tsx'
import type { ShownStep } from '../store/shown.ts'
import { useActs } from '../store/use-screens.ts'
import { HelpdeskLine } from './helpdesk-line.tsx'
import { whenValues } from './when-words.ts'

// What speaks against one choice alone is in this list when it may leave the other without sense too: a card that opens the
// account and no lock that bars it. The first that is there says most.
const reasons = ['protected', 'disabled', 'account-expired', 'outside-hours', 'smart-card-required', 'cannot-change', 'not-allowed'] as const

/** Neither choice can help this account: only the helpdesk can, or time. */
export function Closed({ view, step }: ShownStep<'choice'>) {
  const { say } = useWords()
  const { cancel } = useActs()
  const reason = reasons.find((one) => step.choices.some(({ whyNot }) => whyNot === one)) ?? 'disabled'
  const when = whenValues(step.signInIn)
  return (
    <Panel
      centred
      title={say(`choice.closed.${reason}.title`, when)}
      lead={say(`choice.closed.${reason}.lead`, when)}
      above={<Sign path={prohibited} mood="bad" />}
      onNext={() => void cancel()}
      onBack={() => void cancel()}
    >
      <HelpdeskLine caseNumber={view.caseNumber} />
      <Actions><Button first look="main">{say('leave')}</Button></Actions>
    </Panel>
  )
}
