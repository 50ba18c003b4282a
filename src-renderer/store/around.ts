import type { About, Problem } from '@gatehouse/contract'
import type { Acts } from './acts.ts'
import type { State } from './state.ts'

/** What the frame, the dialogs and the parts know of the screens that they stand around: those of a recovery, or of registration. */
export type Around = Pick<State, 'machine' | 'branding' | 'connection' | 'controller' | 'busy' | 'idle' | 'open' | 'spoken'> & {
  about: Pick<About, 'company' | 'demo'> | undefined
  view: { caseNumber: string } | undefined
  problem: { said: Problem; saidAt: number } | undefined
}

/** What can be done from there. */
export type AroundActs = Pick<Acts, 'open' | 'speak' | 'stay' | 'leave' | 'tryAgain' | 'startAgain'>

/** The helpdesk's number, from the server or else from the machine's own policy. */
export const helpdeskOf = ({ about, machine }: Pick<Around, 'about' | 'machine'>) => about?.company.helpdesk ?? machine?.helpdesk

/** The company's name, from the server or else from the machine's own policy. */
export const companyOf = ({ about, machine }: Pick<Around, 'about' | 'machine'>) => about?.company.name ?? machine?.company
