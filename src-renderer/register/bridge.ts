import type { Bridge, Result } from '@gatehouse/contract'
import type { RegistrationInput, RegistrationOperationName, RegistrationOutput } from '@gatehouse/contract/registration'

/** All that the screens of registration can reach. It never throws. */
export type RegisterBridge = {
  readonly [N in RegistrationOperationName]: (input: RegistrationInput<N>) => Promise<Result<RegistrationOutput<N>>>
} & Pick<Bridge, 'branding' | 'stay' | 'onIdle'> & {
  /** BCP 47, the best first. */
  readonly languages: () => readonly string[]
  /**
   * Signs out and forgets: the page is loaded anew, and then says why. Resolves only where that cannot be: the server does not answer.
   */
  readonly leave: (why: WhyOut) => Promise<void>
  /** Calls back when nobody has been there for too long. */
  readonly onOver: (listener: () => void) => () => void
}

/** Why nobody is signed in any more: the person has left, or time has. */
export type WhyOut = 'left' | 'over'
