import { useId } from 'react'
import { useWords } from '../languages/words.tsx'
import { Actions } from '../parts/actions.tsx'
import { Button } from '../parts/button.tsx'
import { helpdeskOf } from '../store/around.ts'
import { useAroundActs, useAround } from '../store/use-around.ts'
import { Above } from './above.tsx'

/** Whom to call, and the numbers to read out. */
export function Help() {
  const { say } = useWords()
  const { open } = useAroundActs()
  const helpdesk = useAround(helpdeskOf)
  const caseNumber = useAround((state) => state.view?.caseNumber)
  const machine = useAround((state) => state.machine?.name)
  const correlation = useAround((state) => state.problem?.said.correlation)
  const leadId = useId()
  const close = () => open(undefined)
  return (
    <Above describedBy={leadId} title={say('help.title')} onClose={close}>
      <p id={leadId} className="lead">{say('help.lead')}</p>
      <dl className="facts">
        <dt>{say('help.helpdesk')}</dt>
        <dd className="loud"><bdi>{helpdesk ?? say('help.helpdesk-unknown')}</bdi></dd>
        {caseNumber && <><dt>{say('help.case')}</dt><dd className="loud together"><bdi>{caseNumber}</bdi></dd></>}
        {machine && <><dt>{say('help.machine')}</dt><dd><bdi>{machine}</bdi></dd></>}
        {correlation && <><dt>{say('help.number')}</dt><dd className="together"><bdi>{correlation}</bdi></dd></>}
      </dl>
      <Actions><Button look="main" onPress={close} autoFocus>{say('help.close')}</Button></Actions>
    </Above>
  )
}
