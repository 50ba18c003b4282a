import { useState } from 'react'
import { Button } from 'react-aria-components/Button'
import { LanguageLabel } from '../frame/language-label.tsx'
import { useWords } from '../languages/words.tsx'
import { useAroundActs, useLanguages, useAround } from '../store/use-around.ts'
import { TickMenu } from './tick-menu.tsx'

/** The language of the screens, and the others. */
export function LanguageMenu() {
  const { say, spoken } = useWords()
  const { open, speak } = useAroundActs()
  const languages = useLanguages()
  // The button in whose place this comes may have the focus by then, on a slow line.
  const [takesOver] = useState(() => document.activeElement?.getAttribute('aria-haspopup') === 'true')
  const isOpen = useAround((state) => state.open === 'languages')
  return (
    <TickMenu
      isOpen={isOpen} onOpenChange={(opens) => open(opens ? 'languages' : undefined)} name={say('frame.languages')}
      items={languages} picked={spoken.tag} onPick={(tag) => void speak(tag)}
    >
      <Button className="corner-button" autoFocus={takesOver} aria-label={say('frame.language', { language: spoken.name })}><LanguageLabel /></Button>
    </TickMenu>
  )
}
