import { useEffect, useState } from 'react'

/** What is loaded once the first screen is painted; undefined until then. @param load the same function each time */
export function useLater<T extends object>(load: () => Promise<T>): T | undefined {
  const [loaded, setLoaded] = useState<T>()
  useEffect(() => {
    let gone = false
    // The frame callback runs before that frame is painted, a task posted in it after.
    const frame = requestAnimationFrame(() => setTimeout(() => {
      void load().then((module) => { if (!gone) setLoaded(module) })
    }))
    return () => {
      gone = true
      cancelAnimationFrame(frame)
    }
  }, [load])
  return loaded
}
