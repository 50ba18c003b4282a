import { useEffect } from 'react'
import { useWords } from '../languages/words.tsx'
import { Panel } from '../parts/panel.tsx'
import type { ShownStep } from '../store/shown.ts'
import { useActs, useClock } from '../store/use-screens.ts'

/** The choice is being carried out: nothing to do but wait, and the view is read again each second. */
export function Working({ step }: ShownStep<'working'>) {
  const { say } = useWords()
  const { read } = useActs()
  const clock = useClock()
  useEffect(() => clock.every(1000, () => void read()), [clock, read])
  return (
    <Panel centred title={say(`working.title.${step.choice}`)} lead={say('working.lead')} above={<div className="sign plain"><span className="ring" aria-hidden="true" /></div>}>
      <p className="unseen" role="status">{say(`working.title.${step.choice}`)}</p>
    </Panel>
  )
}
