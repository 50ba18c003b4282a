import type { Problem, Step, StepKind, View } from '@gatehouse/contract'
import type { State } from './state.ts'

export type ShownStep<K extends StepKind = StepKind> = { at: 'step'; view: View; step: Extract<Step, { kind: K }> }

/** What is on the screen. */
export type Shown = { at: 'identify' } | { at: 'ways'; view: View } | { at: 'problem'; problem: Problem } | ShownStep

/** The screen is a function of what is known. */
export function shownOf({ problem, view, seeking }: Pick<State, 'problem' | 'view' | 'seeking'>): Shown {
  if (problem) return { at: 'problem', problem: problem.said }
  if (view && seeking && view.ways.length > 0) return { at: 'ways', view }
  return view ? { at: 'step', view, step: view.step } : { at: 'identify' }
}
