import { createContext, createElement, type ReactNode, useContext } from 'react'
import { useStore } from 'zustand'
import { createStore, type StoreApi } from 'zustand/vanilla'
import { type Acts, createActs, type Outside } from './acts.ts'
import { atFirst, type State } from './state.ts'
import { AroundProvider } from './use-around.ts'

export { useClock } from './use-around.ts'

export type Screens = { store: StoreApi<State>; acts: Acts } & Pick<Outside, 'clock' | 'languages' | 'keys'>

/** Everything behind the screens. @param before a state to begin in, for the gallery and tests */
export function createScreens(outside: Outside, before: Partial<State> = {}): Screens {
  const store = createStore<State>()(() => ({ ...atFirst, ...before }))
  const { clock, languages, keys } = outside
  return { store, acts: createActs(store, outside), clock, languages, ...(keys && { keys }) }
}

const Here = createContext<Screens | undefined>(undefined)

export const ScreensProvider = ({ value, children }: { value: Screens; children?: ReactNode }) =>
  createElement(Here.Provider, { value }, createElement(AroundProvider, { value }, children))

function useHere(): Screens {
  const here = useContext(Here)
  if (!here) throw new Error('No store here: render it inside ScreensProvider')
  return here
}

/** A part of the state; the screen is drawn anew when that part changes. */
export const useScreens = <T>(part: (state: State) => T): T => useStore(useHere().store, part)
export const useActs = (): Acts => useHere().acts
