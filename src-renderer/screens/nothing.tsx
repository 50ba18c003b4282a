import { useWords } from '../languages/words.tsx'
import { helpdeskOf } from '../store/around.ts'
import { useAround } from '../store/use-around.ts'

/** What every waiting screen says, to everyone: whether something was sent must not show (security.md, S-10). */
export function Nothing({ caseNumber, rings = false }: { caseNumber: string; rings?: boolean }) {
  const { show } = useWords()
  const helpdesk = useAround(helpdeskOf)
  return <p className="nothing">{show(rings ? 'call.nothing' : 'code.nothing', { known: helpdesk ? 'yes' : 'no', helpdesk: helpdesk ?? '', caseNumber })}</p>
}
