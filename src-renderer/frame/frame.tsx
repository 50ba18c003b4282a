import type { ReactNode } from 'react'
import { useWords } from '../languages/words.tsx'
import { useScreens } from '../store/use-screens.ts'
import { Brand } from './brand.tsx'
import { Corner } from './corner.tsx'

/** What every screen stands in: the company above, the corner below, the backdrop behind. */
export function Frame({ children }: { children: ReactNode }) {
  const { say } = useWords()
  const inWindow = useScreens((state) => state.machine?.mode === 'window')
  return (
    <div className="frame">
      <header>
        <Brand />
        {inWindow && <p className="note">{say('frame.window')}</p>}
      </header>
      <main>{children}</main>
      <Corner />
    </div>
  )
}
