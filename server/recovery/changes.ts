import type { Changes, Recoveries } from './ports.ts'

/** Who wait for one recovery at the same time. */
const MOST = 8

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
        // Whoever listens to a whole call waits many times under one signal.
        enough.removeEventListener('abort', wake)
        others.delete(wake)
        if (others.size === 0) waiting.delete(recovery)
        resolve()
      }
      const timer = setTimeout(wake, within)
      waiting.set(recovery, others.add(wake))
      if (enough.aborted) wake()
      else enough.addEventListener('abort', wake)
      // A screen waits once, and so does each of ours. Nobody holds as many as they like.
      if (others.size > MOST) [...others].at(0)?.()
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

/** The same, but that nobody waits from then on: a server that stops keeps nobody for whom nothing happens. */
export const untilStopped = ({ next }: Changes, stopped: AbortSignal): Changes => ({
  next: (recovery, within, enough) => next(recovery, within, AbortSignal.any([enough, stopped])),
})
