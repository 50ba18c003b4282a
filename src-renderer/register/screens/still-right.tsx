import type { RegistrationView } from '@gatehouse/contract/registration'
import { Actions } from '../../parts/actions.tsx'
import { Button } from '../../parts/button.tsx'
import { Panel } from '../../parts/panel.tsx'
import { useRegister, useRegisterActs } from '../store/use-register.tsx'
import { useRegisterWords } from '../words.tsx'
import { Items } from './items.tsx'
import { Said } from './said.tsx'

/** Asked from time to time of somebody who only has to say yes: that changes nothing, so that nobody proves themselves for it. */
export function StillRight({ view }: { view: RegistrationView }) {
  const { say } = useRegisterWords()
  const { confirm, readEnough, leave } = useRegisterActs()
  const busy = useRegister((state) => state.busy)
  const face = view.confirmDue ? 'confirm' : 'enough'
  return (
    <Panel
      key={face} title={say(`overview.title.${face}`)} lead={say(`overview.lead.${face}`)} above={view.done && <Said what={view.done} />}
      onNext={() => { if (!busy) void (view.confirmDue ? confirm() : leave()) }} onBack={() => void leave()}
    >
      <Items view={view} />
      <Actions>
        <Button first look="main" busy={busy}>{say(view.confirmDue ? 'overview.confirm' : 'overview.sign-out')}</Button>
        <Button look="quiet" onPress={readEnough}>{say('still-right.change')}</Button>
      </Actions>
      {view.confirmDue && <div className="other-way"><Button look="link" onPress={() => void leave()}>{say('overview.sign-out')}</Button></div>}
    </Panel>
  )
}
