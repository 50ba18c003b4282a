import checkmark from '@fluentui/svg-icons/icons/checkmark_16_filled.svg'
import { useState } from 'react'
import { Button } from 'react-aria-components/Button'
import { I18nProvider } from 'react-aria-components/I18nProvider'
import { Menu, MenuItem, MenuTrigger } from 'react-aria-components/Menu'
import { Popover } from 'react-aria-components/Popover'
import { LanguageLabel } from '../frame/language-label.tsx'
import { useWords } from '../languages/words.tsx'
import { Icon } from '../parts/icon.tsx'
import { useAroundActs, useLanguages, useAround } from '../store/use-around.ts'

/** The language of the screens, and the others, each by the name that its speakers give it. */
export function LanguageMenu() {
  const { say, spoken } = useWords()
  const { open, speak } = useAroundActs()
  const languages = useLanguages()
  // The button in whose place this comes may have the focus by then, on a slow line.
  const [takesOver] = useState(() => document.activeElement?.getAttribute('aria-haspopup') === 'true')
  const isOpen = useAround((state) => state.open === 'languages')
  return (
    <I18nProvider locale={spoken.tag}>
      <MenuTrigger isOpen={isOpen} onOpenChange={(opens) => open(opens ? 'languages' : undefined)}>
        <Button className="corner-button" autoFocus={takesOver} aria-label={say('frame.language', { language: spoken.name })}><LanguageLabel /></Button>
        <Popover className="popover" placement="top end">
          <Menu
            className="menu"
            aria-label={say('frame.languages')}
            selectionMode="single"
            selectedKeys={[spoken.tag]}
            disallowEmptySelection
            onAction={(tag) => void speak(String(tag))}
          >
            {languages.map(({ tag, name }) => (
              <MenuItem key={tag} id={tag} textValue={name} className="menu-item">
                <span className="menu-tick">{tag === spoken.tag && <Icon path={checkmark} size={16} />}</span>
                <span lang={tag}>{name}</span>
              </MenuItem>
            ))}
          </Menu>
        </Popover>
      </MenuTrigger>
    </I18nProvider>
  )
}
