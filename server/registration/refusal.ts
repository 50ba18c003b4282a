import type { accountReasons, ProblemCode } from '@gatehouse/contract'

/** A refusal that the person's page can word. */
export class RegistrationRefusal extends Error {
  readonly code: Extract<ProblemCode, 'not-signed-in' | 'negotiate-needed' | 'sign-in-refused' | 'account-not-ready' | 'step-up-needed' | 'not-possible-now' | 'link-over' | 'link-settled'>
  /** With `account-not-ready`. */
  readonly why: (typeof accountReasons)[number] | undefined

  constructor(code: RegistrationRefusal['code'], why?: (typeof accountReasons)[number]) {
    super(code)
    this.name = 'RegistrationRefusal'
    this.code = code
    this.why = why
  }
}
