import type { RegistrationView } from '@gatehouse/contract/registration'
import { Actions } from '../../parts/actions.tsx'
import { Button } from '../../parts/button.tsx'
import { Panel } from '../../parts/panel.tsx'
import { useRegister, useRegisterActs } from '../store/use-register.tsx'
import { useRegisterWords } from '../words.tsx'
import { Adding } from './adding.tsx'
import { Items } from './items.tsx'
import { Said } from './said.tsx'
import { Wanted } from './wanted.tsx'

/** What is registered, and what comes next: one main button. */
export function Overview({ view }: { view: RegistrationView }) {
  const { say } = useRegisterWords()
  const { going, confirm, leave } = useRegisterActs()
  const busy = useRegister((state) => state.busy)
  const [missing] = view.missing
  const face = faceOf(view)
  const lead = face === 'enough' && view.wanted.some(({ enough }) => enough === 'later') ? 'later' : face

  const next = () => {
    if (busy) return
    if (missing) going({ to: missing })
    else if (view.confirmDue) void confirm()
    else void leave()
  }
  return (
    <Panel
      title={say(`overview.title.${face}`, { count: view.missing.length })} lead={say(`overview.lead.${lead}`)}
      above={view.done && <Said what={view.done} />} onNext={next}
    >
      <Items view={view} changeable />
      {face === 'nothing' ? <Wanted wanted={view.wanted} /> : <Adding view={view} />}
      <Actions>
        <Button first look="main" busy={busy}>{say(missing ? `overview.go.${missing}` : view.confirmDue ? 'overview.confirm' : 'overview.sign-out')}</Button>
        {(missing ?? view.confirmDue) && <Button look="quiet" onPress={() => void leave()}>{say('overview.sign-out')}</Button>}
      </Actions>
      {face !== 'nothing' && <Wanted wanted={view.wanted} />}
    </Panel>
  )
}

/** What the person should know first. */
function faceOf({ missing, items, questions, confirmDue }: RegistrationView): 'nothing' | 'missing' | 'confirm' | 'enough' {
  const hasOwn = items.some(({ whose }) => whose === 'own') || (questions?.answered ?? 0) > 0
  if (missing.length > 0) return hasOwn ? 'missing' : 'nothing'
  return confirmDue ? 'confirm' : 'enough'
}
