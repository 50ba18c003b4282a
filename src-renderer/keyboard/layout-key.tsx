import { useState } from 'react'
import { Button } from 'react-aria-components/Button'
import { useWords } from '../languages/words.tsx'
import { TickMenu } from '../overlays/tick-menu.tsx'
import { type Layout, layouts } from './layouts.ts'

type Props = { stop: string; layout: Layout; onLayout: (tag: string) => void }

/** Says which layout the keys have, and offers the others. */
export function LayoutKey({ stop, layout, onLayout }: Props) {
  const { say } = useWords()
  const [isOpen, open] = useState(false)
  return (
    <TickMenu isOpen={isOpen} onOpenChange={open} name={say('keyboard.layouts')} items={layouts} picked={layout.tag} onPick={onLayout}>
      <Button className="key" data-key="layout" data-wide="layout" excludeFromTabOrder={stop !== 'layout'} aria-label={say('keyboard.layout', { layout: layout.name })}>{layout.name}</Button>
    </TickMenu>
  )
}
