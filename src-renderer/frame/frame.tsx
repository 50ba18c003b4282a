import { lazy, type ReactNode, Suspense, useState } from 'react'
import { useWords } from '../languages/words.tsx'
import { useAround } from '../store/use-around.ts'
import { Brand } from './brand.tsx'
import { Corner } from './corner.tsx'
import { Drawn } from './drawn.tsx'
import { MachineLayoutProvider, useMachineLayout } from './machine-layout.tsx'
import { useDress } from './use-dress.ts'

// Loaded when it is opened: most people have a keyboard.
const Keyboard = lazy(() => import('../keyboard/keyboard.tsx').then((module) => ({ default: module.Keyboard })))

/** What every screen stands in: the company above, the corner below, the backdrop behind. @param note below the company, on every screen */
export function Frame({ note, children }: { note?: ReactNode; children: ReactNode }) {
  const { say } = useWords()
  const mode = useAround((state) => state.machine?.mode)
  const dress = useDress()
  const layout = useMachineLayout()
  // As long as this page: it is thrown away with everything of the person's when the recovery ends.
  const [typing, setTyping] = useState(false)
  return (
    <MachineLayoutProvider value={layout}>
      <div className="frame" data-dressed={dress && true}>
        {dress?.backdrop && <Drawn drawing={dress.backdrop} className="backdrop" />}
        <header>
          <Brand logo={dress?.logo} />
          {mode === 'window' && <p className="note">{say('frame.window')}</p>}
          {note && <p className="note">{note}</p>}
        </header>
        <main>{children}</main>
        {typing && <Suspense><Keyboard machine={layout?.layout.tag} onClose={() => setTyping(false)} /></Suspense>}
        <Corner layout={layout} typing={typing} onType={() => setTyping(!typing)} />
      </div>
    </MachineLayoutProvider>
  )
}
