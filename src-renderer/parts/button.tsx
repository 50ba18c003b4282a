import type { ReactNode, Ref } from 'react'

type Props = {
  children: ReactNode
  /** `main`: what Enter does. `quiet`: another way out. `link`: inside a line of text or the corner. */
  look: 'main' | 'quiet' | 'link'
  onPress?: (() => void) | undefined
  /** An answer is awaited: the button keeps the focus but does nothing. */
  busy?: boolean
  /** What it does is not possible yet: as busy, but nothing is on its way. */
  waits?: boolean
  /** For those who hear it alone, where what it belongs to is only seen beside it. */
  name?: string
  /** Takes the focus when the screen appears. */
  first?: boolean
  /** The same inside a dialog. */
  autoFocus?: boolean
  ref?: Ref<HTMLButtonElement>
}

/** A `main` button without `onPress` submits the screen it is on. */
export function Button({ children, look, onPress, busy = false, waits = false, name, first = false, autoFocus = false, ref }: Props) {
  return (
    <button
      ref={ref}
      autoFocus={autoFocus}
      aria-label={name}
      type={onPress ? 'button' : 'submit'}
      className={`button ${look}`}
      aria-disabled={busy || waits || undefined}
      data-waits={waits || undefined}
      data-first={first || undefined}
      onClick={(event) => {
        if (busy || waits) event.preventDefault()
        else onPress?.()
      }}
    >
      {children}
    </button>
  )
}
