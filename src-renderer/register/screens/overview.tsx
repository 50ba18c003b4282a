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
  const { say, spoken } = useRegisterWords()
  const { going, confirm, leave } = useRegisterActs()
  const busy = useRegister((state) => state.busy)
  const [missing] = view.missing
  const face = faceOf(view)
  const lead = leadOf(face, view)
  const which = new Intl.ListFormat(spoken.formatsAs, { type: view.more === 1 ? 'disjunction' : 'conjunction' }).format(view.missing.map((kind) => say(`overview.kind.${kind}`)))

  const next = () => {
    if (busy) return
    if (missing) going({ to: missing })
    else if (view.confirmDue) void confirm()
    else void leave()
  }
  return (
    <Panel
      title={say(`overview.title.${face}`, { count: view.more })} lead={say(`overview.lead.${lead}`, { more: view.more, kinds: which })}
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

type Face = 'nothing' | 'missing' | 'short' | 'confirm' | 'enough'

/** What the person should know first. */
function faceOf({ missing, items, questions, confirmDue, wanted }: RegistrationView): Face {
  const hasOwn = items.some(({ whose }) => whose === 'own') || (questions?.answered ?? 0) > 0
  if (missing.length > 0) return hasOwn ? 'missing' : 'nothing'
  if (confirmDue) return 'confirm'
  return wanted.some(({ enough }) => enough === 'no') ? 'short' : 'enough'
}

/** `either`: one stands for another, and which ones is said. */
function leadOf(face: Face, { missing, more, wanted }: RegistrationView): Face | 'either' | 'later' {
  if (face === 'missing' && missing.length > more) return 'either'
  return face === 'enough' && wanted.some(({ enough }) => enough === 'later') ? 'later' : face
}
