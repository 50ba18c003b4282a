import { useEffect, useLayoutEffect, useRef, useState } from 'react'
import { fieldNow } from './type-into.ts'

/** What the field wants typed. */
export type Wanted = 'text' | 'digits'

/** The field that has the focus, or had it last; where a screen has none, there is nothing to type. */
export function useField() {
  const last = useRef<Element>(null)
  const [wanted, setWanted] = useState<Wanted>()
  useEffect(() => {
    const look = () => {
      const field = fieldNow(last.current)
      last.current = field ?? null
      setWanted(field && (field.inputMode === 'numeric' ? 'digits' : 'text'))
      if (field && field === document.activeElement) field.scrollIntoView({ block: 'nearest' })
    }
    const later = () => requestAnimationFrame(look)
    document.addEventListener('focusin', later)
    look()
    return () => document.removeEventListener('focusin', later)
  }, [])
  // The keyboard has just come to lie where the field may be.
  useLayoutEffect(() => fieldNow(last.current)?.scrollIntoView({ block: 'nearest' }), [wanted])
  return { wanted, field: () => fieldNow(last.current) }
}
