import type { ReactNode } from 'react'

/** What every key of the keyboard has to do with. */
export type Keys = {
  /** The one key that Tab stops at. */
  stop: string
  field: () => HTMLInputElement | undefined
  close: () => void
}

type Props = {
  at: string
  stop: string
  /** For those who hear the screen, where a picture stands on it. */
  name?: string
  wide?: 'one-and-a-half' | 'two' | 'space'
  held?: boolean | undefined
  lit?: boolean
  /** What it does leads away from the keyboard. */
  leads?: boolean
  onPress: () => void
  children: ReactNode
}

/** A key. It types when a finger comes down, as keys do: two fingers that type fast are not two clicks. */
export function Key({ at, stop, name, wide, held, lit, leads = false, onPress, children }: Props) {
  return (
    <button
      type="button" className="key" data-key={at} data-wide={wide} data-lit={lit || undefined} tabIndex={at === stop ? 0 : -1}
      aria-label={name} aria-pressed={held}
      onPointerDown={({ button }) => { if (button === 0) onPress() }}
      onClick={({ detail, currentTarget }) => {
        // A click that no pointer made: a key of another keyboard, or a screen reader. The focus stays where it is.
        if (detail !== 0) return
        onPress()
        if (!leads) currentTarget.focus()
      }}
    >
      {children}
    </button>
  )
}
