import type { ReactNode } from 'react'
import { useWords } from '../languages/words.tsx'
import { useAround } from '../store/use-around.ts'
import { Brand } from './brand.tsx'
import { Corner } from './corner.tsx'
import { Drawn } from './drawn.tsx'
import { useDress } from './use-dress.ts'

/** What every screen stands in: the company above, the corner below, the backdrop behind. */
export function Frame({ children }: { children: ReactNode }) {
  const { say } = useWords()
  const inWindow = useAround((state) => state.machine?.mode === 'window')
  const dress = useDress()
  return (
    <div className="frame" data-dressed={dress && true}>
      {dress?.backdrop && <Drawn drawing={dress.backdrop} className="backdrop" />}
      <header>
        <Brand logo={dress?.logo} />
        {inWindow && <p className="note">{say('frame.window')}</p>}
      </header>
      <main>{children}</main>
      <Corner />
    </div>
  )
}
