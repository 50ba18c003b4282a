import type { ReactNode } from 'react'
import { useWords } from '../languages/words.tsx'
import { useAround } from '../store/use-around.ts'
import { Brand } from './brand.tsx'
import { Corner } from './corner.tsx'
import { Drawn } from './drawn.tsx'
import { useDress } from './use-dress.ts'

/** What every screen stands in: the company above, the corner below, the backdrop behind. @param note below the company, on every screen */
export function Frame({ note, children }: { note?: ReactNode; children: ReactNode }) {
  const { say } = useWords()
  const inWindow = useAround((state) => state.machine?.mode === 'window')
  const dress = useDress()
  return (
    <div className="frame" data-dressed={dress && true}>
      {dress?.backdrop && <Drawn drawing={dress.backdrop} className="backdrop" />}
      <header>
        <Brand logo={dress?.logo} />
        {inWindow && <p className="note">{say('frame.window')}</p>}
        {note && <p className="note">{note}</p>}
      </header>
      <main>{children}</main>
      <Corner />
    </div>
  )
}
