import { useWords } from '../languages/words.tsx'
import { helpdeskOf } from '../store/around.ts'
import { useAround } from '../store/use-around.ts'

/** Whom to call and what to say, where only a person can help. */
export function HelpdeskLine({ caseNumber }: { caseNumber: string }) {
  const { show } = useWords()
  const helpdesk = useAround(helpdeskOf)
  return <p className="call">{show('helpdesk', { known: helpdesk ? 'yes' : 'no', helpdesk: helpdesk ?? '', caseNumber })}</p>
}
