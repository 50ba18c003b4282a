import { useLayoutEffect, useState, useSyncExternalStore } from 'react'
import { useAround } from '../store/use-around.ts'

const asked = () => matchMedia('(prefers-contrast: more)')
const heed = (changed: () => void) => {
  const query = asked()
  query.addEventListener('change', changed)
  return () => query.removeEventListener('change', changed)
}

/** More contrast for whoever presses for it; where the machine or its sign-in screen asks for it already, from the start. */
export function useContrast() {
  const atSignIn = useAround(({ machine }) => machine?.contrast === true)
  // At first as the build drew it.
  const wanted = useSyncExternalStore(heed, () => atSignIn || asked().matches, () => false)
  const [pressed, press] = useState<boolean>()
  const more = pressed ?? wanted
  useLayoutEffect(() => {
    const { dataset } = document.documentElement
    if (more) dataset['contrast'] = 'more'
    return () => { delete dataset['contrast'] }
  }, [more])
  return { more, toggle: () => press(!more) }
}
