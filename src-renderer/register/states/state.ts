import type { IdleNotice, ProblemCode } from '@gatehouse/contract'
import type { RegisterAbout, RegistrationView } from '@gatehouse/contract/registration'
import type { Deed } from '../../states/state.ts'
import type { RegisterState } from '../store/state.ts'

/** One state of one screen of registration, as data. What is left out is as it is for most people. */
export type RegisterScreenState = Partial<Pick<RegisterState, 'account' | 'byPassword' | 'signInRefused' | 'going' | 'hasReadEnough' | 'out' | 'notMe' | 'reported'>> & {
  /** Part of file names and addresses. */
  name: string
  /** One plain sentence for whoever leafs through the pictures. */
  about: string
  /** `undefined` stands for "not yet known". */
  server?: Partial<RegisterAbout> | undefined
  opening?: true
  view?: RegistrationView
  problem?: ProblemCode
  /** Seconds that a problem asks the person to wait. */
  wait?: number
  idle?: Exclude<IdleNotice['endsIn'], null>
  busy?: true
  does?: readonly Deed[]
}
