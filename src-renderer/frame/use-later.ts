import { useEffect, useState } from 'react'

/** What is loaded once the first screen is painted; undefined until then. @param load the same function each time */
export function useLater<T extends object>(load: () => Promise<T>): T | undefined {
  const [loaded, setLoaded] = useState<T>()
  useEffect(() => {
    let gone = false
    // Not before the first screen is painted and has nothing left to do; soon all the same.
    const idle = requestIdleCallback(() => {
      void load().then((module) => { if (!gone) setLoaded(module) })
    }, { timeout: 300 })
    return () => {
      gone = true
      cancelIdleCallback(idle)
    }
  }, [load])
  return loaded
}
