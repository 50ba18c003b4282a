import half from '@fluentui/svg-icons/icons/circle_half_fill_20_regular.svg'
import help from '@fluentui/svg-icons/icons/chat_help_20_regular.svg'
import keyboard from '@fluentui/svg-icons/icons/keyboard_20_regular.svg'
import { useWords } from '../languages/words.tsx'
import { Icon } from '../parts/icon.tsx'
import { useAroundActs, useAround } from '../store/use-around.ts'
import { ConnectionState } from './connection-state.tsx'
import { LanguageLabel } from './language-label.tsx'
import { LayoutName } from './layout-name.tsx'
import type { MachineLayout } from './machine-layout.tsx'
import { Place } from './place.tsx'
import { useContrast } from './use-contrast.ts'
import { useLater } from './use-later.ts'

const overlays = () => import('../overlays/later.ts')

type Props = { layout: MachineLayout | undefined; /** The keyboard on the screen is open. */ typing: boolean; onType: () => void }

/** The bottom row, on every screen and always in this order: where this is, the network, the keyboard, the language, contrast, help. */
export function Corner({ layout, typing, onType }: Props) {
  const { say, spoken } = useWords()
  const { open } = useAroundActs()
  const opened = useAround((state) => state.open)
  const idle = useAround((state) => state.idle)
  const later = useLater(overlays)
  // Whoever comes with a device of their own has set it up for themselves.
  const isOurs = useAround(({ machine }) => machine !== undefined && machine.mode !== 'portal')
  const contrast = useContrast()
  return (
    <footer className="corner">
      <Place />
      <div className="corner-tools">
        <ConnectionState />
        {isOurs && (
          <button
            type="button" className="corner-button" aria-expanded={typing} onClick={onType}
            // The field to type into keeps the focus.
            onMouseDown={(event) => event.preventDefault()}
          >
            <Icon path={keyboard} />
            <span>{say('keyboard.name')}</span>
          </button>
        )}
        <LayoutName here={layout} />
        {later ? <later.LanguageMenu /> : (
          <button type="button" className="corner-button" aria-haspopup="true" aria-label={say('frame.language', { language: spoken.name })} onClick={() => open('languages')}>
            <LanguageLabel />
          </button>
        )}
        {isOurs && (
          <button type="button" className="corner-button" aria-pressed={contrast.more} onClick={contrast.toggle}>
            <Icon path={half} />
            <span>{say('frame.contrast')}</span>
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
