import type { RegistrationView } from '@gatehouse/contract/registration'
import { Actions } from '../../parts/actions.tsx'
import { Button } from '../../parts/button.tsx'
import { Panel } from '../../parts/panel.tsx'
import { useRegister, useRegisterActs } from '../store/use-register.tsx'
import { useRegisterWords } from '../words.tsx'

/** Asked once more: what is removed must be proved anew. */
export function Remove({ view, item }: { view: RegistrationView; item: string }) {
  const { say } = useRegisterWords()
  const { remove, going } = useRegisterActs()
  const busy = useRegister((state) => state.busy)
  const shown = view.items.find((one) => one.item === item)?.shown
  return (
    <Panel
      title={say(shown === undefined ? 'remove.title-questions' : 'remove.title')} lead={shown === undefined ? say('remove.lead-questions') : say('remove.lead', { shown: unbroken(shown) })}
      onNext={() => { if (!busy) void remove(item) }} onBack={() => going(undefined)}
    >
      <Actions>
        <Button look="main" busy={busy}>{say('remove.go')}</Button>
        <Button first look="quiet" onPress={() => going(undefined)}>{say('remove.keep')}</Button>
      </Actions>
    </Panel>
  )
}

/** A number stays on one line. */
const unbroken = (shown: string): string => shown.replaceAll(' ', '\u00A0')
