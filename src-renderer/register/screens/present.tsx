import type { RegistrationView } from '@gatehouse/contract/registration'
import type { ReactNode } from 'react'
import { useLater } from '../../frame/use-later.ts'
import { Problem } from '../../screens/problem.tsx'
import { type RegisterShown, registerShownOf } from '../store/shown.ts'
import type { Going } from '../store/state.ts'
import { useRegister } from '../store/use-register.tsx'
import { Overview } from './overview.tsx'
import { SignIn } from './sign-in.tsx'
import { StepUp } from './step-up.tsx'
import { StillRight } from './still-right.tsx'
import { Elsewhere, Enough, Frozen, NotMe, Opening, Out, Reported } from './telling.tsx'

/** The screens on which something is registered, proved or removed, and with them all countries: loaded while the first screen is being read. */
export type Forms = typeof import('./forms.ts')
const forms = () => import('./forms.ts')

/** The screen for what is known. @param given the forms, where they are there already */
export function PresentRegister({ given }: { given?: Forms }) {
  const loaded = useLater(forms)
  return screenFor(registerShownOf(useRegister((state) => state)), given ?? loaded)
}

function screenFor(shown: RegisterShown, forms: Forms | undefined): ReactNode {
  switch (shown.at) {
    case 'problem': return <Problem key={shown.problem.code} problem={shown.problem} />
    case 'reported': return <Reported caseNumber={shown.caseNumber} />
    case 'not-me': return <NotMe />
    case 'out': return <Out why={shown.why} />
    case 'opening': return <Opening />
    case 'sign-in': return <SignIn about={shown.about} />
    case 'enough': return <Enough view={shown.view} />
    case 'still-right': return <StillRight view={shown.view} />
    case 'going': return forms ? formFor(shown.view, shown.going, forms) : null
    case 'step': return stepFor(shown.view, forms)
  }
}

function formFor(view: RegistrationView, going: Going, forms: Forms): ReactNode {
  switch (going.to) {
    case 'number': return <forms.PhoneNumber view={view} correcting={going.correcting} />
    case 'mail': return <forms.Mail view={view} correcting={going.correcting} />
    case 'questions': return <forms.Answers view={view} />
    case 'remove': return <forms.Remove view={view} item={going.item} />
  }
}

/** One screen for every kind of step: a kind that is missing here does not compile. */
function stepFor(view: RegistrationView, forms: Forms | undefined): ReactNode {
  const { step } = view
  switch (step.kind) {
    // What was done changes what comes next: the focus goes there.
    case 'overview': return <Overview key={`${view.done ?? ''} ${view.confirmDue}`} view={view} />
    case 'step-up': return <StepUp view={view} step={step} />
    case 'elsewhere': return <Elsewhere view={view} step={step} />
    case 'prove': return forms ? <forms.Prove key={step.shown} view={view} step={step} /> : null
    case 'frozen': return <Frozen view={view} step={step} />
  }
}
