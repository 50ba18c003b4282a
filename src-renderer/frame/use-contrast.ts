import { useLayoutEffect, useState, useSyncExternalStore } from 'react'

const asked = () => matchMedia('(prefers-contrast: more)')
const heed = (changed: () => void) => {
  const query = asked()
  query.addEventListener('change', changed)
  return () => query.removeEventListener('change', changed)
}

/** More contrast for whoever presses for it; where the machine asks for it already, from the start. */
export function useContrast() {
  const wanted = useSyncExternalStore(heed, () => asked().matches, () => false)
  const [pressed, press] = useState<boolean>()
  const more = pressed ?? wanted
  useLayoutEffect(() => {
    const { dataset } = document.documentElement
    if (more) dataset['contrast'] = 'more'
    return () => { delete dataset['contrast'] }
  }, [more])
  return { more, toggle: () => press(!more) }
}
