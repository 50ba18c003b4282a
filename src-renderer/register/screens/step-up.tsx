import call from '@fluentui/svg-icons/icons/call_24_regular.svg'
import mail from '@fluentui/svg-icons/icons/mail_24_regular.svg'
import phone from '@fluentui/svg-icons/icons/phone_24_regular.svg'
import type { ProofWay } from '@gatehouse/contract/registration'
import { useState } from 'react'
import { Actions } from '../../parts/actions.tsx'
import { Button } from '../../parts/button.tsx'
import { Card } from '../../parts/card.tsx'
import { Panel } from '../../parts/panel.tsx'
import { helpdeskOf } from '../../store/around.ts'
import { useAround } from '../../store/use-around.ts'
import type { ShownAt } from '../store/shown.ts'
import { useRegister, useRegisterActs } from '../store/use-register.tsx'
import { useRegisterWords } from '../words.tsx'

const icons = { email: mail, sms: phone, call } as const satisfies Record<ProofWay, string>

/** Somebody who has the password, or sits at an unlocked PC, is not yet the person: something that was there before proves them. */
export function StepUp({ view, step }: ShownAt<'step-up'>) {
  const { say, show } = useRegisterWords()
  const { stepUp, leave } = useRegisterActs()
  const busy = useRegister((state) => state.busy)
  const helpdesk = useAround(helpdeskOf)
  const [pressed, pick] = useState<string>()
  const keyOf = ({ item, way }: (typeof step.ways)[number]) => `${item} ${way}`
  const picked = step.ways.find((one) => keyOf(one) === pressed) ?? step.ways[0]
  return (
    <Panel
      title={say('step-up.title')} lead={say(`step-up.lead.${step.why}`)} onBack={() => void leave()}
      onNext={() => { if (!busy && picked) void stepUp(picked.item, picked.way) }}
    >
      <div className="cards" role="radiogroup" aria-label={say('step-up.title')}>
        {step.ways.map((one) => (
          <Card
            key={keyOf(one)} group="way" value={keyOf(one).replaceAll(/\W/gu, '-')} icon={icons[one.way]} name={say(`step-up.way.${one.way}`)}
            about={say('step-up.to', { shown: one.shown })} picked={one === picked} onPick={() => pick(keyOf(one))}
          />
        ))}
      </div>
      <Actions>
        <Button look="main" busy={busy}>{say(picked?.way === 'call' ? 'step-up.go-call' : 'step-up.go')}</Button>
        <Button look="quiet" onPress={() => void leave()}>{say('overview.sign-out')}</Button>
      </Actions>
      <p className="nothing">{show('step-up.none', { known: helpdesk ? 'yes' : 'no', helpdesk: helpdesk ?? '', caseNumber: view.caseNumber })}</p>
    </Panel>
  )
}
