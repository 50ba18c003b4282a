import { createContext, type ReactNode, useContext } from 'react'
import { useStore } from 'zustand'
import { createStore, type StoreApi } from 'zustand/vanilla'
import { AroundProvider } from '../../store/use-around.ts'
import { createRegisterActs, type RegisterActs, type RegisterOutside } from './acts.ts'
import { registerAtFirst, type RegisterState } from './state.ts'

/** What a date is reckoned from: the person's own clock and place. */
export type Calendar = {
  /** Milliseconds since 1970. */
  now: () => number
  /** Of the IANA; absent: the browser's. */
  timeZone?: string
}

export type Register = { store: StoreApi<RegisterState>; acts: RegisterActs; calendar: Calendar } & Pick<RegisterOutside, 'clock' | 'languages'>

/** Everything behind the screens of registration. @param before a state to begin in */
export function createRegister(outside: RegisterOutside & { calendar: Calendar }, before: Partial<RegisterState> = {}): Register {
  const store = createStore<RegisterState>()(() => ({ ...registerAtFirst, ...before }))
  const { clock, languages, calendar } = outside
  return { store, acts: createRegisterActs(store, outside), clock, languages, calendar }
}

const Here = createContext<Register | undefined>(undefined)

export const RegisterProvider = ({ value, children }: { value: Register; children: ReactNode }) =>
  <Here.Provider value={value}><AroundProvider value={value}>{children}</AroundProvider></Here.Provider>

function useHere(): Register {
  const here = useContext(Here)
  if (!here) throw new Error('No store here: render it inside RegisterProvider')
  return here
}

/** A part of the state; the screen is drawn anew when that part changes. */
export const useRegister = <T,>(part: (state: RegisterState) => T): T => useStore(useHere().store, part)
export const useRegisterActs = (): RegisterActs => useHere().acts
export const useCalendar = (): Calendar => useHere().calendar
