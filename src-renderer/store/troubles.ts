import type { ProblemCode } from '@gatehouse/contract'
import type { MessageId } from '../languages/language.ts'

type Trouble = {
  /** `connection`: no answer of our server came, and trying again by itself may help. `ours`: it is not the person's doing. `wait`: it is over by itself. */
  is: 'connection' | 'ours' | 'wait'
  /** What the first button does. */
  next: 'try-again' | 'start-again' | 'leave'
}

const connection: Trouble = { is: 'connection', next: 'try-again' }
const mayPass: Trouble = { is: 'ours', next: 'try-again' }
const forAWhile: Trouble = { is: 'wait', next: 'try-again' }
const typeAgain: Trouble = { is: 'ours', next: 'start-again' }
const helpdeskOnly: Trouble = { is: 'ours', next: 'leave' }

// Of devices the client deals with nearly all by itself. What reaches a screen means to the person what another problem does.
const notThisPc = { ...helpdeskOnly, as: 'not-set-up' } as const
const notThisOne = { ...typeAgain, as: 'unknown-recovery' } as const
const ofTheClient = { ...mayPass, as: 'client-fault' } as const

/** What each problem means for the person; a code that is missing does not compile. */
export const troubles = {
  'no-network': connection,
  'name-not-found': connection,
  'server-unreachable': connection,
  'timed-out': connection,
  'certificate-not-trusted': connection,
  'certificate-date': connection,
  'proxy-sign-in': connection,
  'proxy-unreachable': connection,
  'captive-portal': connection,
  'not-our-server': connection,
  'server-busy': mayPass,
  'directory-unreachable': mayPass,
  'too-many-tries': forAWhile,
  'too-many-messages': forAWhile,
  unexpected: mayPass,
  'client-fault': mayPass,
  'step-used': mayPass,
  'not-possible-now': mayPass,
  'invalid-input': typeAgain,
  'too-large': typeAgain,
  'unknown-recovery': typeAgain,
  'not-signed-in': typeAgain,
  'negotiate-needed': typeAgain,
  'sign-in-refused': typeAgain,
  'nonce-needed': ofTheClient,
  'device-proof-refused': notThisOne,
  // From the sign-in screen the machine has another one; here it has none.
  'ticket-over': { ...notThisOne, next: 'leave' },
  'device-unknown': notThisPc,
  'device-needed': notThisPc,
  'enrolment-refused': notThisPc,
  'account-not-ready': helpdeskOnly,
  'step-up-needed': mayPass,
  'link-over': helpdeskOnly,
  'link-settled': helpdeskOnly,
  'cookies-refused': mayPass,
  'effort-needed': mayPass,
  'foreign-request': helpdeskOnly,
  'wrong-host': helpdeskOnly,
  'directory-denied': helpdeskOnly,
  'not-set-up': helpdeskOnly,
  'client-too-old': helpdeskOnly,
  'server-too-old': helpdeskOnly,
  'wrong-media-type': mayPass,
  'not-found': helpdeskOnly,
} as const satisfies Record<ProblemCode, Trouble>

/** Whether this problem means that our server was not reached. */
export const isConnection = (code: ProblemCode) => troubles[code].is === 'connection'

/** Those that have words of their own. */
type Worded = { [C in ProblemCode]: (typeof troubles)[C] extends { as: ProblemCode } ? never : C }[ProblemCode]
const isWorded = (code: ProblemCode): code is Worded => !('as' in troubles[code])

/** The words of a problem: what happened, and what to do now. */
export function wordsOfTrouble(code: ProblemCode): { title: MessageId; lead: MessageId } {
  const trouble = troubles[code]
  const spoken = isWorded(code) ? code : 'as' in trouble ? trouble.as : 'unexpected'
  return { title: `problem.${spoken}.title`, lead: `problem.${spoken}.lead` }
}
