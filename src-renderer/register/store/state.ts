import type { Problem } from '@gatehouse/contract'
import type { RegisterAbout, RegistrationView } from '@gatehouse/contract/registration'
import type { Around } from '../../store/around.ts'
import type { WhyOut } from '../bridge.ts'
import { registerEnglish, type RegisterSpoken } from '../words.tsx'

/** Where the person went from the overview. `correcting`: what was offered before, to be typed better. */
export type Going = { to: 'number' | 'mail'; correcting?: string | undefined } | { to: 'questions' } | { to: 'remove'; item: string }

/** Why nobody was signed in, said where it was tried. */
export type SignInRefused = { code: 'sign-in-refused' | 'negotiate-needed' } | { code: 'account-not-ready'; why: Problem['why'] }

/** What "Try again" does after a problem. */
export type RegisterAgain = 'about' | 'read' | 'not-me' | 'sign-in'

/** All that the screens of registration know. No password, no answer and no code is ever in here. */
export type RegisterState = Omit<Around, 'about' | 'view' | 'problem' | 'spoken'> & {
  spoken: RegisterSpoken
  about: RegisterAbout | undefined
  /** The token of a notice's link: somebody says that a change was not theirs. */
  notMe: string | undefined
  /** Their case, once that is said. */
  reported: string | undefined
  /** What was typed as the account's name: no secret, and kept through every problem. */
  account: string
  /** The person has chosen the password where this PC could have said who they are. */
  byPassword: boolean
  signInRefused: SignInRefused | undefined
  /** As the server last showed it. */
  view: RegistrationView | undefined
  /** When that was: the clock's milliseconds. */
  viewSaidAt: number
  going: Going | undefined
  /** The person has gone on from what is said or asked first: that all is registered that is wanted; whether it is still right. */
  hasReadEnough: boolean
  out: WhyOut | undefined
  problem: { said: Problem; again: RegisterAgain; saidAt: number } | undefined
}

export const registerAtFirst: RegisterState = {
  machine: undefined, branding: undefined, connection: 'checking', controller: 'unknown', busy: false, idle: undefined, open: undefined, spoken: registerEnglish,
  about: undefined, notMe: undefined, reported: undefined, account: '', byPassword: false, signInRefused: undefined, view: undefined, viewSaidAt: 0, going: undefined,
  hasReadEnough: false, out: undefined, problem: undefined,
}
