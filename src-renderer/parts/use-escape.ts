import { useEffect, useEffectEvent } from 'react'

/** Escape goes back, wherever the focus is; what lies above the screen (a dialog, a menu) takes it first. */
export function useEscape(goBack: (() => void) | undefined) {
  const pressed = useEffectEvent((event: KeyboardEvent) => {
    // While a word is composed of keys, as on a Japanese keyboard, Escape takes that back.
    if (event.key !== 'Escape' || event.isComposing || event.defaultPrevented || event.repeat) return
    goBack?.()
  })
  useEffect(() => {
    document.addEventListener('keydown', pressed)
    return () => document.removeEventListener('keydown', pressed)
  }, [])
}
