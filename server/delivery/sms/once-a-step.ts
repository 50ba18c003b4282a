/** Milliseconds for which it is remembered: longer than a request that is sent twice, or a saving that must be tried again, takes. */
const LASTS = 30_000

/**
 * Asks once for each step and what was typed at it, however often it is asked: the same answer may come twice at once, and be judged again
 * because a sign of life was saved meanwhile. Somebody who takes a code once only would call it wrong the second time.
 * What is remembered is in memory alone, so that no code reaches a disk.
 * @param elapsed milliseconds, by a clock that nobody sets
 */
export function onceAStep<T>(elapsed: () => number): (step: string, typed: string, ask: () => Promise<T>) => Promise<T> {
  const steps = new Map<string, { typed: string; at: number; answer: Promise<T> }>()

  return (step, typed, ask) => {
    for (const [one, { at }] of steps) if (elapsed() - at >= LASTS) steps.delete(one)
    const known = steps.get(step)
    if (known?.typed === typed) return known.answer
    const answer = ask()
    steps.set(step, { typed, at: elapsed(), answer })
    answer.catch(() => { if (steps.get(step)?.answer === answer) steps.delete(step) })
    return answer
  }
}
