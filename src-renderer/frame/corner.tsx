import help from '@fluentui/svg-icons/icons/chat_help_20_regular.svg'
import { useWords } from '../languages/words.tsx'
import { Icon } from '../parts/icon.tsx'
import { useAroundActs, useAround } from '../store/use-around.ts'
import { ConnectionState } from './connection-state.tsx'
import { LanguageLabel } from './language-label.tsx'
import { Place } from './place.tsx'
import { useLater } from './use-later.ts'

const overlays = () => import('../overlays/later.ts')

/** The bottom row, on every screen: where this is, the network, the language, help. */
export function Corner() {
  const { say, spoken } = useWords()
  const { open } = useAroundActs()
  const opened = useAround((state) => state.open)
  const idle = useAround((state) => state.idle)
  const later = useLater(overlays)
  return (
    <footer className="corner">
      <Place />
      <div className="corner-tools">
        <ConnectionState />
        {later ? <later.LanguageMenu /> : (
          <button type="button" className="corner-button" aria-haspopup="true" aria-label={say('frame.language', { language: spoken.name })} onClick={() => open('languages')}>
            <LanguageLabel />
          </button>
        )}
        <button type="button" className="corner-button" aria-haspopup="dialog" onClick={() => open('help')}>
          <Icon path={help} asks />
          <span>{say('frame.help')}</span>
        </button>
      </div>
      {later && opened === 'help' && !idle && <later.Help />}
      {later && idle && <later.IdleWarning idle={idle} />}
    </footer>
  )
}
