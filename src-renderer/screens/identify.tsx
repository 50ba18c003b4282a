import { useRef, useState } from 'react'
import { useLayoutWarning } from '../frame/machine-layout.tsx'
import { useWords } from '../languages/words.tsx'
import { Actions } from '../parts/actions.tsx'
import { Button } from '../parts/button.tsx'
import { Field } from '../parts/field.tsx'
import { Panel } from '../parts/panel.tsx'
import { useActs, useScreens } from '../store/use-screens.ts'

/** Who are you? Filled in with the user whose tile was selected. */
export function Identify() {
  const { say } = useWords()
  const { type, begin, leave } = useActs()
  const account = useScreens((state) => state.account)
  const selected = useScreens((state) => state.machine?.selectedUser)
  const busy = useScreens((state) => state.busy)
  // In a browser this is the first page: there is nowhere to go back to.
  const leads = useScreens((state) => state.machine?.mode !== 'portal')
  const field = useRef<HTMLInputElement>(null)
  const [empty, setEmpty] = useState(false)
  const warning = useLayoutWarning()

  const next = () => {
    setEmpty(account.trim() === '')
    if (account.trim() === '') field.current?.focus()
    else void begin()
  }
  const notMe = () => {
    type('')
    field.current?.focus()
  }

  return (
    <Panel still title={say('identify.title')} lead={say('identify.lead')} onNext={next} onBack={leads ? () => void leave() : undefined}>
      <Field
        ref={field}
        first
        label={say('identify.account')}
        name="account"
        enterKeyHint="go"
        dir="ltr"
        autoComplete="username"
        maxLength={256}
        value={account}
        onChange={(event) => {
          type(event.target.value)
          setEmpty(false)
        }}
        hint={warning ?? ''}
        error={empty ? say('identify.empty') : undefined}
        trailing={selected !== undefined && account === selected && <Button look="link" onPress={notMe}>{say('identify.not-you')}</Button>}
      />
      <Actions>
        <Button look="main" busy={busy}>{say('next')}</Button>
        {leads && <Button look="quiet" onPress={() => void leave()}>{say('leave')}</Button>}
      </Actions>
    </Panel>
  )
}
