import { useWords } from '../languages/words.tsx'
import { helpdeskOf } from '../store/state.ts'
import { useScreens } from '../store/use-screens.ts'

/** Whom to call and what to say, where only a person can help. */
export function HelpdeskLine({ caseNumber }: { caseNumber: string }) {
  const { show } = useWords()
  const helpdesk = useScreens(helpdeskOf)
  return <p className="call">{show('helpdesk', { known: helpdesk ? 'yes' : 'no', helpdesk: helpdesk ?? '', caseNumber })}</p>
}
