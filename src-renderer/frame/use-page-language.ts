import { useLayoutEffect } from 'react'
import type { Language } from '../languages/language.ts'

/** The page says which language it is in, and which way that runs. Before it is painted: nothing is seen the wrong way round. */
export function usePageLanguage({ tag, direction }: Language): void {
  useLayoutEffect(() => {
    document.documentElement.lang = tag
    document.documentElement.dir = direction
  }, [tag, direction])
}
