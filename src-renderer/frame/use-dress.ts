import { useEffect, useLayoutEffect, useState } from 'react'
import type { Dress } from '../branding/dress.ts'
import { useAround } from '../store/use-around.ts'

/** What the company lets the screens wear; undefined: our own look, until it is there complete and where it is not fit to be shown. */
export function useDress(): Dress | undefined {
  const branding = useAround((state) => state.branding)
  const [dress, setDress] = useState<Dress>()
  useEffect(() => {
    let gone = false
    const made = branding && import('../branding/dress.ts').then(({ dressFrom }) => dressFrom(branding))
    void Promise.resolve(made).catch(() => undefined).then((next) => { if (!gone) setDress(next) })
    return () => { gone = true }
  }, [branding])
  // Through the object model, which the content policy lets our own script use; it lets no text become a style.
  useLayoutEffect(() => {
    const { style } = document.documentElement
    const colours = Object.entries(dress?.colours ?? {})
    for (const [name, value] of colours) style.setProperty(name, value)
    return () => { for (const [name] of colours) style.removeProperty(name) }
  }, [dress])
  return dress
}
