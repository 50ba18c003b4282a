import { useEffect, useEffectEvent } from 'react'

/** Escape goes back, wherever the focus is; what lies above the screen (a dialog, a menu) takes it first. */
export function useEscape(goBack: (() => void) | undefined) {
  const pressed = useEffectEvent((event: KeyboardEvent) => {
    if (event.key !== 'Escape' || event.defaultPrevented || event.repeat) return
    goBack?.()
  })
  useEffect(() => {
    document.addEventListener('keydown', pressed)
    return () => document.removeEventListener('keydown', pressed)
  }, [])
}
