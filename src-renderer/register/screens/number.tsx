import call from '@fluentui/svg-icons/icons/call_24_regular.svg'
import phone from '@fluentui/svg-icons/icons/phone_24_regular.svg'
import type { RegistrationView } from '@gatehouse/contract/registration'
import { useRef, useState } from 'react'
import { Actions } from '../../parts/actions.tsx'
import { Button } from '../../parts/button.tsx'
import { Card } from '../../parts/card.tsx'
import { Field } from '../../parts/field.tsx'
import { Panel } from '../../parts/panel.tsx'
import { read } from '../countries.ts'
import { useRegister, useRegisterActs } from '../store/use-register.tsx'
import { useRegisterWords } from '../words.tsx'
import { CountryPicker } from './country-picker.tsx'

type By = RegistrationView['numberBy'][number]
const icons = { sms: phone, call } as const satisfies Record<By, string>

/** A number in any common spelling, with its country. How it is read stands below it before anything is sent. @param correcting what was offered before */
export function PhoneNumber({ view, correcting }: { view: RegistrationView; correcting: string | undefined }) {
  const { say } = useRegisterWords()
  const { offerNumber, going } = useRegisterActs()
  const busy = useRegister((state) => state.busy)
  const usual = useRegister((state) => state.about?.country) ?? 'US'
  const field = useRef<HTMLInputElement>(null)
  const [country, setCountry] = useState(() => (correcting === undefined ? undefined : read(correcting, usual)?.country) ?? usual)
  const [number, setNumber] = useState(correcting ?? '')
  const [state, setState] = useState<'empty' | 'typing'>()
  const [pressed, pick] = useState<By>()
  const by = view.numberBy.find((one) => one === pressed) ?? view.numberBy[0]
  const understood = read(number, country)

  const type = (typed: string) => {
    setNumber(typed)
    setState('typing')
    // Typed with its country, or filled in by the browser: the picker follows.
    const own = /^\s*(?:\+|00)/u.test(typed) ? read(typed, country)?.country : undefined
    if (own) setCountry(own)
  }
  const send = () => {
    if (busy || !by) return
    setState(number.trim() === '' ? 'empty' : undefined)
    field.current?.focus()
    if (number.trim() !== '') void offerNumber(country, number.trim(), by)
  }
  const refused = state === undefined && !busy && view.refused
  const error = state === 'empty' ? say('number.empty') : refused ? say(`refused.${refused}`) : undefined
  return (
    <Panel title={say('number.title')} lead={say('number.lead', { by: view.numberBy.length > 1 ? 'both' : by ?? 'sms' })} onNext={send} onBack={() => going(undefined)}>
      <CountryPicker country={country} onPick={setCountry} />
      <Field
        ref={field} first label={say('number.number')} name="number" type="tel" inputMode="tel" dir="ltr" enterKeyHint="go" autoComplete="tel" maxLength={64}
        value={number} readOnly={busy} onChange={(event) => type(event.target.value)} error={error}
        hint={understood ? say('number.understood', { shown: understood.shown }) : say('number.hint')}
      />
      {view.numberBy.length > 1 && (
        <div className="cards beside" role="radiogroup" aria-label={say('number.by')}>
          {view.numberBy.map((one) => <Card key={one} group="by" value={one} icon={icons[one]} name={say(`number.by.${one}`)} picked={one === by} onPick={() => pick(one)} />)}
        </div>
      )}
      <Actions>
        <Button look="main" busy={busy}>{say(by === 'call' ? 'number.go.call' : 'number.go.sms')}</Button>
        <Button look="quiet" onPress={() => going(undefined)}>{say('back')}</Button>
      </Actions>
    </Panel>
  )
}
