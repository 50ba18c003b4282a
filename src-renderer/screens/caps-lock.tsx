import capsLock from '@fluentui/svg-icons/icons/keyboard_shift_uppercase_20_regular.svg'
import { type KeyboardEvent, useState } from 'react'
import { useWords } from '../languages/words.tsx'
import { Icon } from '../parts/icon.tsx'

/** Whether Caps Lock is on, as far as the keys pressed so far tell; `watch` goes onto what holds the fields. */
export function useCapsLock() {
  const [on, setOn] = useState(false)
  const look = (event: KeyboardEvent) => setOn(event.getModifierState('CapsLock'))
  return { on, watch: { onKeyDown: look, onKeyUp: look } }
}

export function CapsLock({ on }: { on: boolean }) {
  const { say } = useWords()
  return (
    <div role="status">
      {on && <p className="warning"><Icon path={capsLock} /><span>{say('password.caps-lock')}</span></p>}
    </div>
  )
}
