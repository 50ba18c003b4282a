import { createContext, useContext, useEffect, useState } from 'react'
import type { Layout } from '../keyboard/layouts.ts'
import type { KeyMap, Surprise } from '../keyboard/known.ts'
import { useWords } from '../languages/words.tsx'
import { useAround, useKeys } from '../store/use-around.ts'
import { useLater } from './use-later.ts'

const known = () => import('../keyboard/known.ts')

/** The layout of the machine's own keyboard, and what about it surprises who speaks the language of the screens. */
export type MachineLayout = { layout: Layout; surprise: Surprise | undefined }

/** @returns undefined where it cannot be told: in a browser, before it is known, and for layouts that we do not know */
export function useMachineLayout(): MachineLayout | undefined {
  const { spoken } = useWords()
  const keys = useKeys()
  const languages = useAround((state) => state.machine?.languages)
  const said = useAround((state) => state.machine?.layout)
  const later = useLater(known)
  const [map, setMap] = useState<KeyMap>()
  useEffect(() => {
    if (!keys) return
    let gone = false
    const read = () => void keys().then((next) => { if (!gone) setMap(next) }, () => undefined)
    // It changes by keys that no page hears of (Alt and Shift, Windows and Space): it is looked at again when one is let go of.
    const onKeyUp = ({ key }: KeyboardEvent) => { if (key.length > 1) read() }
    read()
    document.addEventListener('keyup', onKeyUp)
    document.addEventListener('focusin', read)
    return () => {
      gone = true
      document.removeEventListener('keyup', onKeyUp)
      document.removeEventListener('focusin', read)
    }
  }, [keys])
  if (!later || !map) return undefined
  // Where the keys do not tell, the sign-in screen may have: what it said holds until somebody changes it, which then is not seen.
  const layout = map.size > 0 ? later.recognise(map, [spoken.tag, ...languages ?? []]) : later.layoutNamed(said)
  return layout && { layout, surprise: later.surpriseOf(layout, spoken.tag) }
}

const Here = createContext<MachineLayout | undefined>(undefined)
export const MachineLayoutProvider = Here.Provider

/** What to say beside a field in which a wrong layout is not seen or leads astray; undefined where nothing surprises. */
export function useLayoutWarning(): string | undefined {
  const { say, spoken } = useWords()
  const here = useContext(Here)
  if (!here?.surprise) return undefined
  const { surprise: { kind, letters = [] }, layout } = here
  return say('keyboard.set-to', { layout: layout.name, kind, letters: new Intl.ListFormat(spoken.formatsAs).format(letters) })
}
