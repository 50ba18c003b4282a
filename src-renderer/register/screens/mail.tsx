import { useRef, useState } from 'react'
import { Actions } from '../../parts/actions.tsx'
import { Button } from '../../parts/button.tsx'
import { Field } from '../../parts/field.tsx'
import { Panel } from '../../parts/panel.tsx'
import type { RegistrationView } from '@gatehouse/contract/registration'
import { useRegister, useRegisterActs } from '../store/use-register.tsx'
import { useRegisterWords } from '../words.tsx'

/** @param correcting what was offered before */
export function Mail({ view, correcting }: { view: RegistrationView; correcting: string | undefined }) {
  const { say } = useRegisterWords()
  const { offerMail, going } = useRegisterActs()
  const busy = useRegister((state) => state.busy)
  const field = useRef<HTMLInputElement>(null)
  const [state, setState] = useState<'empty' | 'typing'>()

  const send = () => {
    const address = field.current?.value.trim() ?? ''
    if (busy) return
    setState(address === '' ? 'empty' : undefined)
    field.current?.focus()
    if (address !== '') void offerMail(address)
  }
  const refused = state === undefined && !busy && view.refused
  const error = state === 'empty' ? say('mail.empty') : refused ? say(`refused.${refused}`) : undefined
  return (
    <Panel title={say('mail.title')} lead={say('mail.lead')} onNext={send} onBack={() => going(undefined)}>
      <Field
        ref={field} first label={say('mail.address')} name="mail" type="email" inputMode="email" dir="ltr" enterKeyHint="go" autoComplete="email" maxLength={254}
        defaultValue={correcting} readOnly={busy} onChange={() => setState('typing')} error={error} hint=""
      />
      <Actions>
        <Button look="main" busy={busy}>{say('mail.go')}</Button>
        <Button look="quiet" onPress={() => going(undefined)}>{say('back')}</Button>
      </Actions>
    </Panel>
  )
}
