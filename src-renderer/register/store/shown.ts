import type { Problem } from '@gatehouse/contract'
import type { RegisterAbout, RegistrationStepKind, RegistrationStepOf, RegistrationView } from '@gatehouse/contract/registration'
import type { WhyOut } from '../bridge.ts'
import type { Going, RegisterState } from './state.ts'

export type ShownAt<K extends RegistrationStepKind> = { view: RegistrationView; step: RegistrationStepOf<K> }

/** What is on the screen. */
export type RegisterShown =
  | { at: 'problem'; problem: Problem }
  | { at: 'reported'; caseNumber: string }
  | { at: 'not-me' }
  | { at: 'out'; why: WhyOut }
  | { at: 'opening' }
  | { at: 'sign-in'; about: RegisterAbout }
  | { at: 'step'; view: RegistrationView }
  | { at: 'going'; view: RegistrationView; going: Going }
  | { at: 'enough'; view: RegistrationView }
  | { at: 'still-right'; view: RegistrationView }

/** The screen is a function of what is known. */
export function registerShownOf({ problem, reported, notMe, out, about, view, going, hasReadEnough }: RegisterState): RegisterShown {
  if (problem) return { at: 'problem', problem: problem.said }
  if (reported !== undefined) return { at: 'reported', caseNumber: reported }
  if (notMe !== undefined) return { at: 'not-me' }
  if (out) return { at: 'out', why: out }
  if (!view) return about ? { at: 'sign-in', about } : { at: 'opening' }
  // Saying that all of it is still right needs no code: it is asked before one is.
  const isAsked = view.confirmDue || (view.done === 'confirmed' && view.missing.length === 0)
  if (view.step.kind === 'step-up' && isAsked && !hasReadEnough) return { at: 'still-right', view }
  if (view.step.kind !== 'overview') return { at: 'step', view }
  if (going) return { at: 'going', view, going }
  const isAll = view.done === 'registered' && view.missing.length === 0 && !view.confirmDue && view.wanted.every(({ enough }) => enough !== 'no')
  return isAll && !hasReadEnough ? { at: 'enough', view } : { at: 'step', view }
}
