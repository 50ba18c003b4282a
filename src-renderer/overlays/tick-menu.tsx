import checkmark from '@fluentui/svg-icons/icons/checkmark_16_filled.svg'
import type { ReactNode } from 'react'
import { I18nProvider } from 'react-aria-components/I18nProvider'
import { Menu, MenuItem, MenuTrigger } from 'react-aria-components/Menu'
import { Popover } from 'react-aria-components/Popover'
import { useWords } from '../languages/words.tsx'
import { Icon } from '../parts/icon.tsx'

type Props = {
  isOpen: boolean
  onOpenChange: (isOpen: boolean) => void
  /** For those who hear it. */
  name: string
  items: readonly { tag: string; name: string }[]
  picked: string
  onPick: (tag: string) => void
  /** The button that opens it. */
  children: ReactNode
}

/** A menu above its button of which one is picked, each by the name that is its own in its own language. */
export function TickMenu({ isOpen, onOpenChange, name, items, picked, onPick, children }: Props) {
  const { spoken } = useWords()
  return (
    <I18nProvider locale={spoken.tag}>
      <MenuTrigger isOpen={isOpen} onOpenChange={onOpenChange}>
        {children}
        <Popover className="popover" placement="top end">
          <Menu className="menu" aria-label={name} selectionMode="single" selectedKeys={[picked]} disallowEmptySelection onAction={(tag) => onPick(String(tag))}>
            {items.map((item) => (
              <MenuItem key={item.tag} id={item.tag} textValue={item.name} className="menu-item">
                <span className="menu-tick">{item.tag === picked && <Icon path={checkmark} size={16} />}</span>
                <span lang={item.tag}>{item.name}</span>
              </MenuItem>
            ))}
          </Menu>
        </Popover>
      </MenuTrigger>
    </I18nProvider>
  )
}
