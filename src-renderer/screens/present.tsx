import type { ReactNode } from 'react'
import { type Shown, type ShownStep, shownOf } from '../store/shown.ts'
import { useScreens } from '../store/use-screens.ts'
import { Identify } from './identify.tsx'

/** All screens but the first. */
export type Later = typeof import('./later.ts')

/** The screen for what is known. @param later undefined until it is loaded */
export function Present({ later }: { later: Later | undefined }) {
  const problem = useScreens((state) => state.problem)
  const view = useScreens((state) => state.view)
  const seeking = useScreens((state) => state.seeking)
  return screenFor(shownOf({ problem, view, seeking }), later)
}

// Keys: the focus moves to a new screen's first field, and stays where it is when the same one only says something new.
function screenFor(shown: Shown, later: Later | undefined): ReactNode {
  if (shown.at === 'identify') return <Identify />
  if (!later) return null
  if (shown.at === 'problem') return <later.Problem key={shown.problem.code} problem={shown.problem} />
  if (shown.at === 'ways') return <later.Ways view={shown.view} />
  return stepFor(shown, later)
}

/** One screen for every kind of step: a kind that is missing here does not compile. */
function stepFor({ at, view, step }: ShownStep, later: Later): ReactNode {
  switch (step.kind) {
    case 'code': return <later.Code key={`${step.way} ${view.gates.passed}`} at={at} view={view} step={step} />
    case 'call': return <later.Call at={at} view={view} step={step} />
    case 'questions': return <later.Questions at={at} view={view} step={step} />
    case 'ways': return <later.Ways view={view} />
    case 'choice': return <later.Choice at={at} view={view} step={step} />
    case 'new-password': return <later.NewPassword at={at} view={view} step={step} />
    case 'working': return <later.Working at={at} view={view} step={step} />
    case 'done': return <later.Done at={at} view={view} step={step} />
    case 'ended': return <later.Ended at={at} view={view} step={step} />
  }
}
