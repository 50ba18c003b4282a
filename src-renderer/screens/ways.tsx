import type { View, Way } from '@gatehouse/contract'
import { useState } from 'react'
import call from '@fluentui/svg-icons/icons/call_24_regular.svg'
import mail from '@fluentui/svg-icons/icons/mail_24_regular.svg'
import phone from '@fluentui/svg-icons/icons/phone_24_regular.svg'
import question from '@fluentui/svg-icons/icons/question_circle_24_regular.svg'
import { useWords } from '../languages/words.tsx'
import { Actions } from '../parts/actions.tsx'
import { Button } from '../parts/button.tsx'
import { Card } from '../parts/card.tsx'
import { Panel } from '../parts/panel.tsx'
import { Steps } from '../parts/steps.tsx'
import { useActs, useScreens } from '../store/use-screens.ts'

const icons = { email: mail, sms: phone, call, questions: question } as const satisfies Record<Way, string>

/** The ways that can be picked now. From a gate one gets back to it; where the order is free this is a step of its own. */
export function Ways({ view }: { view: View }) {
  const { say } = useWords()
  const { pickWay, keepWay, cancel } = useActs()
  const busy = useScreens((state) => state.busy)
  const [pressed, pick] = useState<Way>()
  const picked = view.ways.find((way) => way === pressed) ?? view.ways[0]
  const fromGate = view.step.kind !== 'ways'
  const back = () => (fromGate ? keepWay() : void cancel())

  return (
    <Panel
      title={say(fromGate ? 'ways.title-other' : 'ways.title')}
      lead={say('ways.lead')}
      above={<Steps gates={view.gates} />}
      onNext={() => { if (!busy && picked) void pickWay(picked) }}
      onBack={back}
    >
      <div className="cards" role="radiogroup" aria-label={say('ways.title')}>
        {view.ways.map((way) => (
          <Card
            key={way} group="way" value={way} icon={icons[way]} asks={way === 'questions'} name={say(`ways.${way}`)} about={say(`ways.${way}.about`)}
            picked={way === picked} onPick={() => pick(way)}
          />
        ))}
      </div>
      <Actions>
        <Button look="main" busy={busy}>{say('next')}</Button>
        <Button look="quiet" onPress={back}>{say(fromGate ? 'back' : 'cancel')}</Button>
      </Actions>
    </Panel>
  )
}
