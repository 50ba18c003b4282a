import { createContext, useContext } from 'react'
import { useStore } from 'zustand'
import type { Language } from '../languages/language.ts'
import type { Around, AroundActs } from './around.ts'
import type { Clock } from './clock.ts'
import type { ReadKeys } from './keys.ts'

/** Whatever screens there are, as far as what stands around them knows them. */
export type Behind = {
  store: { getState: () => Around; getInitialState: () => Around; subscribe: (listener: (state: Around, before: Around) => void) => () => void }
  acts: AroundActs
  clock: Clock
  languages: readonly [Language, ...Language[]]
  /** Absent in a browser: which layout somebody has on their own device is theirs to know. */
  keys?: ReadKeys | undefined
}

const Here = createContext<Behind | undefined>(undefined)
export const AroundProvider = Here.Provider

function useHere(): Behind {
  const here = useContext(Here)
  if (!here) throw new Error('No store here: render it inside a provider of screens')
  return here
}

/** A part of what is known around the screens; what uses it is drawn anew when that part changes. */
export const useAround = <T>(part: (state: Around) => T): T => useStore(useHere().store, part)
export const useAroundActs = (): AroundActs => useHere().acts
export const useClock = (): Clock => useHere().clock
export const useKeys = () => useHere().keys
export const useLanguages = () => useHere().languages
