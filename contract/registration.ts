import * as v from 'valibot'
import { EffortAsked, EffortShown } from './effort.ts'
import { op, type Shape } from './operation.ts'
import { ProofWay, RegistrationKind, RegistrationView } from './registration-view.ts'
import { AccountName, LanguageTag, Seconds, SecretText } from './words.ts'

export * from './registration-view.ts'

/** Where a browser keeps the token of a sign-in. `__Host-` (RFC 6265bis §4.1.3.2): no neighbour under the same domain can set it. */
export const REGISTRATION_COOKIE = '__Host-gatehouse-registration'

const Nothing = v.object({})
const ItemName = v.pipe(v.string(), v.minLength(1), v.maxLength(64))
const waits = ['too-many-tries', 'too-many-messages'] as const
const directoryProblems = ['directory-unreachable', 'directory-denied'] as const
const signedIn = ['not-signed-in', ...directoryProblems] as const
const changing = [...signedIn, 'step-up-needed', 'not-possible-now'] as const

const RegisterAbout = v.object({
  company: v.object({ name: v.string(), helpdesk: v.string() }),
  demo: v.optional(v.string()),
  idle: v.object({ after: Seconds, warnedBefore: Seconds }),
  branding: v.optional(v.string()),
  /** Where signing in by password wants some effort shown first. Each asking gives another one. */
  effort: v.optional(EffortAsked),
  /** The first is the one to offer first. `negotiate`: the account of this PC, by Kerberos, in the company's network alone. */
  signIn: v.array(v.picklist(['negotiate', 'password'])),
  /** ISO 3166-1: of numbers that are written without one. */
  country: v.string(),
  /** What can be registered here at all. */
  kinds: v.array(RegistrationKind),
})
export type RegisterAbout = v.InferOutput<typeof RegisterAbout>

/**
 * The operations of the registration portal, once. They are apart from those of a recovery: no kiosk has them, and no token of one opens
 * the other. The token of a sign-in is in a cookie that no script reads.
 */
export const registrationOperations = {
  registerAbout: op({
    method: 'GET', path: '/v1/registration/about', in: Nothing, out: RegisterAbout, problems: [],
    summary: 'What the registration portal needs before anybody signs in.',
  }),
  signIn: op({
    method: 'POST', path: '/v1/registration/sign-in', token: 'begins', out: RegistrationView,
    in: v.object({ account: AccountName, password: SecretText(256), language: LanguageTag, effort: v.optional(EffortShown) }),
    problems: ['effort-needed', 'sign-in-refused', 'account-not-ready', ...waits, ...directoryProblems],
    summary: 'Sign in by account and password. A wrong password and an account that does not exist are refused alike.',
  }),
  signInNegotiate: op({
    method: 'POST', path: '/v1/registration/sign-in/negotiate', token: 'begins', out: RegistrationView,
    in: v.object({ language: LanguageTag }), problems: ['negotiate-needed', 'sign-in-refused', 'account-not-ready', ...waits, ...directoryProblems],
    summary: 'Sign in as whom this PC is signed in: the browser answers `WWW-Authenticate: Negotiate` (RFC 4559) with a Kerberos ticket.',
  }),
  registered: op({
    method: 'GET', path: '/v1/registration', token: 'needs', in: Nothing, out: RegistrationView, problems: signedIn,
    summary: 'What is registered, as far as it may be seen now. A lost answer loses nothing.',
  }),
  stepUp: op({
    method: 'POST', path: '/v1/registration/step-up', token: 'needs', out: RegistrationView,
    in: v.object({ item: ItemName, way: ProofWay }), problems: [...signedIn, 'not-possible-now', ...waits],
    summary: 'Have a code sent to what is registered already, before anything is changed.',
  }),
  offerNumber: op({
    method: 'POST', path: '/v1/registration/numbers', token: 'needs', out: RegistrationView,
    in: v.object({
      /** ISO 3166-1, in capitals; absent: the one that `registerAbout` says. */
      country: v.optional(v.pipe(v.string(), v.regex(/^[A-Z]{2}$/))),
      /** In any common spelling. */
      number: SecretText(64),
      by: v.picklist(['sms', 'call']),
    }),
    problems: [...changing, ...waits],
    summary: 'Offer a telephone number. A code goes to it, or it is called; it is registered once `prove` has shown that the person has it.',
  }),
  offerMail: op({
    method: 'POST', path: '/v1/registration/addresses', token: 'needs', in: v.object({ address: SecretText(254) }), out: RegistrationView,
    problems: [...changing, ...waits],
    summary: 'Offer a mail address, which is not the mailbox of the account itself. A code goes to it, as with a number.',
  }),
  prove: op({
    method: 'POST', path: '/v1/registration/proof', token: 'needs', in: v.object({ code: SecretText(64) }), out: RegistrationView,
    problems: [...signedIn, 'not-possible-now', 'too-many-tries'],
    summary: 'The code that arrived, or the digits that a call has confirmed. What it was sent to is registered, or the person has proved themselves.',
  }),
  proveAgain: op({
    method: 'POST', path: '/v1/registration/messages', token: 'needs', in: Nothing, out: RegistrationView,
    problems: [...signedIn, 'not-possible-now', 'too-many-messages'],
    summary: 'Have a new code sent, or be called anew; the one before stops working.',
  }),
  withdraw: op({
    method: 'POST', path: '/v1/registration/withdrawal', token: 'needs', in: Nothing, out: RegistrationView, problems: signedIn,
    summary: 'Back from the code that is awaited: what was offered is forgotten.',
  }),
  giveAnswers: op({
    method: 'POST', path: '/v1/registration/answers', token: 'needs', out: RegistrationView,
    in: v.object({ answers: v.pipe(v.array(v.object({ question: v.pipe(v.string(), v.minLength(1), v.maxLength(64)), answer: SecretText(256) })), v.minLength(1), v.maxLength(20)) }),
    problems: changing,
    summary: 'Answers to questions, all at once: they take the place of those from before.',
  }),
  remove: op({
    method: 'POST', path: '/v1/registration/removals', token: 'needs', out: RegistrationView,
    in: v.object({ item: ItemName }), problems: changing,
    summary: 'Remove a number, an address or, by the name `questions`, the answers.',
  }),
  confirm: op({
    method: 'POST', path: '/v1/registration/confirmation', token: 'needs', in: Nothing, out: RegistrationView, problems: [...signedIn, 'not-possible-now'],
    summary: 'Say that all of it is still right.',
  }),
  staySignedIn: op({
    method: 'POST', path: '/v1/registration/extension', token: 'needs', in: Nothing, out: RegistrationView, problems: signedIn,
    summary: 'A sign of life: the idle limit starts anew.',
  }),
  signOut: op({
    method: 'DELETE', path: '/v1/registration/sign-in', token: 'needs', in: Nothing, out: Nothing, problems: ['not-signed-in'],
    summary: 'End the sign-in. What was registered stays.',
  }),
  notMe: op({
    method: 'POST', path: '/v1/registration/not-me', out: v.object({ caseNumber: v.string() }), problems: ['link-over', 'link-settled'],
    in: v.object({ token: SecretText(200) }),
    summary: 'From the link of a notice: freezes all that this person has registered and tells the helpdesk. It needs no sign-in, and brings nothing old back.',
  }),
} as const satisfies Record<string, Shape>

export type RegistrationOperationName = keyof typeof registrationOperations
export type RegistrationOperation<N extends RegistrationOperationName = RegistrationOperationName> = (typeof registrationOperations)[N]
/** What a caller writes. */
export type RegistrationInput<N extends RegistrationOperationName> = v.InferInput<RegistrationOperation<N>['in']>
/** What a handler receives: parsed, its secrets wrapped. */
export type RegistrationParsed<N extends RegistrationOperationName> = v.InferOutput<RegistrationOperation<N>['in']>
export type RegistrationOutput<N extends RegistrationOperationName> = v.InferOutput<RegistrationOperation<N>['out']>

export const registrationNames = Object.keys(registrationOperations).filter((name): name is RegistrationOperationName => name in registrationOperations)
