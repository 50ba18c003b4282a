import { useRef, useState } from 'react'
import { inRegion } from '../languages/language.ts'
import { useWords } from '../languages/words.tsx'
import { useAround } from '../store/use-around.ts'
import { CharacterKeys } from './character-keys.tsx'
import { DigitKeys } from './digit-keys.tsx'
import { layoutFor, layoutOf } from './layouts.ts'
import { nextKey } from './move.ts'
import { useField } from './use-field.ts'

type Props = {
  /** The layout of the machine's own keyboard, where that is known. */
  machine: string | undefined
  onClose: () => void
}

/**
 * A keyboard on the screen, for who has none at hand or cannot use it: below the question, so that it covers nothing for good. It takes
 * no focus from the field when it is touched; with the keys of another keyboard, arrows move in it and Tab leaves it.
 */
export function Keyboard({ machine, onClose }: Props) {
  const { say, spoken } = useWords()
  const languages = useAround((state) => state.machine?.languages)
  const [picked, pick] = useState<string>()
  const { wanted, field } = useField()
  const place = useRef<HTMLElement>(null)
  const [stop, setStop] = useState('close')
  if (!wanted) return null

  const layout = layoutOf(picked) ?? layoutOf(machine) ?? layoutFor([inRegion(spoken.tag, languages ?? [])])
  const close = () => {
    field()?.focus()
    onClose()
  }
  const move = (key: string) => {
    const rows = [...place.current?.querySelectorAll('.key-row') ?? []].map((row) => [...row.querySelectorAll<HTMLButtonElement>('button:not(:disabled)')].map(inRow))
    const from = rows.flat().find(({ button }) => button === document.activeElement)
    const to = from && nextKey(rows, from, key)
    to?.button.focus()
    return to !== undefined
  }
  return (
    <section
      ref={place} className="keyboard" aria-label={say('keyboard.name')}
      // The field keeps the focus, whatever of the keyboard is pressed.
      onMouseDown={(event) => event.preventDefault()}
      onFocus={({ target }) => setStop(target.closest<HTMLElement>('[data-key]')?.dataset['key'] ?? stop)}
      onKeyDown={(event) => {
        if (event.key === 'Escape') close()
        else if (!move(event.key)) return
        event.preventDefault()
      }}
    >
      {wanted === 'digits' ? <DigitKeys stop={stop} field={field} close={close} />
        : <CharacterKeys stop={stop} field={field} close={close} layout={layout} onLayout={pick} />}
    </section>
  )
}

const inRow = (button: HTMLButtonElement) => {
  const { left, width } = button.getBoundingClientRect()
  return { button, middle: left + width / 2 }
}
