import { useClock } from '../store/use-around.ts'
import { useCalendar, useRegister } from './store/use-register.tsx'
import { useRegisterWords } from './words.tsx'

/** Dates as the person writes them, where they are. The server says seconds; the day is the browser's own. */
export function useWhen() {
  const { formatsAs } = useRegisterWords().spoken
  const { now, timeZone } = useCalendar()
  const clock = useClock()
  const saidAt = useRegister((state) => state.viewSaidAt)
  const at = (seconds: number) => now() - (clock.now() - saidAt) + seconds * 1000
  const written = (seconds: number, how: Intl.DateTimeFormatOptions) => new Intl.DateTimeFormat(formatsAs, { ...how, ...(timeZone !== undefined && { timeZone }) }).format(at(seconds))
  return {
    /** @param ago seconds */
    day: (ago: number) => written(-ago, { dateStyle: 'long' }),
    /** @param ahead seconds */
    moment: (ahead: number) => written(ahead, { weekday: 'long', day: 'numeric', month: 'long', hour: 'numeric', minute: '2-digit' }),
  }
}
