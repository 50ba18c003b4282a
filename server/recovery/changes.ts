import type { Changes, Recoveries } from './ports.ts'

/** Who waits in this process for a recovery to change, and the recoveries that tell them. */
export function changesHere(): Changes & { readonly watched: (recoveries: Recoveries) => Recoveries; readonly tell: (recovery: string) => void } {
  const waiting = new Map<string, Set<() => void>>()

  function tell(recovery: string): void {
    for (const wake of waiting.get(recovery) ?? []) wake()
  }

  return {
    tell,
    next: (recovery, within, enough) => new Promise((resolve) => {
      const others = waiting.get(recovery) ?? new Set()
      const wake = () => {
        clearTimeout(timer)
        others.delete(wake)
        if (others.size === 0) waiting.delete(recovery)
        resolve()
      }
      const timer = setTimeout(wake, within)
      enough.addEventListener('abort', wake, { once: true })
      waiting.set(recovery, others.add(wake))
    }),
    watched: (recoveries) => ({
      ...recoveries,
      async save(...saving) {
        const saved = await recoveries.save(...saving)
        if (saved) tell(saving[1].id)
        return saved
      },
    }),
  }
}
