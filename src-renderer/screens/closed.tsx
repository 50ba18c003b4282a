import prohibited from '@fluentui/svg-icons/icons/prohibited_48_regular.svg'
import { useWords } from '../languages/words.tsx'
import { Actions } from '../parts/actions.tsx'
import { Button } from '../parts/button.tsx'
import { Panel } from '../parts/panel.tsx'
import { Sign } from '../parts/sign.tsx'
import type { ShownStep } from '../store/shown.ts'
import { useActs } from '../store/use-screens.ts'
import { HelpdeskLine } from './helpdesk-line.tsx'

/** Neither choice can help this account: only the helpdesk can. */
export function Closed({ view, step }: ShownStep<'choice'>) {
  const { say } = useWords()
  const { cancel } = useActs()
  const expired = step.choices.some(({ whyNot }) => whyNot === 'account-expired')
  return (
    <Panel
      centred
      title={say(expired ? 'choice.closed.account-expired.title' : 'choice.closed.disabled.title')}
      lead={say('choice.closed.lead')}
      above={<Sign path={prohibited} mood="bad" />}
      onNext={() => void cancel()}
      onBack={() => void cancel()}
    >
      <HelpdeskLine caseNumber={view.caseNumber} />
      <Actions><Button first look="main">{say('leave')}</Button></Actions>
    </Panel>
  )
}
