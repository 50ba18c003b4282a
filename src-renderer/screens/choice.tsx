import type { Choice as Way, WhyNot } from '@gatehouse/contract'
import { useState } from 'react'
import key from '@fluentui/svg-icons/icons/key_24_regular.svg'
import lockOpen from '@fluentui/svg-icons/icons/lock_open_24_regular.svg'
import { useWords } from '../languages/words.tsx'
import { Actions } from '../parts/actions.tsx'
import { Button } from '../parts/button.tsx'
import { ErrorLine } from '../parts/error-line.tsx'
import { Card } from '../parts/card.tsx'
import { Panel } from '../parts/panel.tsx'
import { Steps } from '../parts/steps.tsx'
import type { ShownStep } from '../store/shown.ts'
import { useActs, useScreens } from '../store/use-screens.ts'
import { Away } from './away.tsx'
import { Closed } from './closed.tsx'
import { whenValues } from './when-words.ts'

const icons = { unlock: lockOpen, 'set-password': key } as const satisfies Record<Way, string>

/** The ways back in. One that cannot help is explained, not hidden. */
export function Choice(shown: ShownStep<'choice'>) {
  const { view, step } = shown
  const { say } = useWords()
  const { choose, cancel } = useActs()
  const busy = useScreens((state) => state.busy)
  const [pressed, pick] = useState<Way>()
  const helping = step.choices.filter(({ whyNot }) => !whyNot).map(({ choice }) => choice)
  const picked = helping.find((choice) => choice === pressed) ?? helping[0]
  if (!picked) return <Closed {...shown} />

  const aboutOf = (choice: Way, whyNot: WhyNot | undefined) => {
    const when = whenValues(step.signInIn)
    if (whyNot) return say(`choice.why.${whyNot}`, when)
    const about = say(`choice.${choice}.about`, { locked: step.locked ? 'yes' : 'no' })
    return step.signInIn === undefined ? about : `${about} ${say('choice.from-then-on', when)}`
  }
  return (
    <Panel
      title={say('choice.title')}
      lead={say(step.locked ? 'choice.locked' : 'choice.not-locked')}
      above={<Steps gates={view.gates} />}
      onNext={() => { if (!busy) void choose(picked) }}
      onBack={() => void cancel()}
    >
      <div className="cards" role="radiogroup" aria-label={say('choice.title')}>
        {step.choices.map(({ choice, whyNot }) => (
          <Card
            key={choice} group="choice" value={choice} icon={icons[choice]} name={say(`choice.${choice}`)} closed={whyNot !== undefined}
            about={aboutOf(choice, whyNot)}
            picked={choice === picked} onPick={() => pick(choice)}
          />
        ))}
      </div>
      <Away />
      <ErrorLine>{step.error && say(`choice.error.${step.error}`)}</ErrorLine>
      <Actions>
        <Button look="main" busy={busy}>{say(`choice.go.${picked}`)}</Button>
        <Button look="quiet" onPress={() => void cancel()}>{say('cancel')}</Button>
      </Actions>
    </Panel>
  )
}
