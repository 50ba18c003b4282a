import { accountReasons, deliveries, type ProblemCode, problems } from '@gatehouse/contract'
import { answerRefusals, proofCallStates, registrationOperations, registrationRefusals, type RegistrationStepOf } from '@gatehouse/contract/registration'
import type { RegisterScreenState } from './state.ts'
import { answered, firstTime, fresh, hidden, mail, number, ofCompany, pool, proveStep, questions, viewOf, wantedOf } from './views.ts'

/** What is said where it was tried, and what brings the person elsewhere; none of these is a screen of a problem. */
const elsewhere: readonly ProblemCode[] = ['sign-in-refused', 'account-not-ready', 'negotiate-needed', 'not-signed-in', 'step-up-needed']
const own = [...new Set(Object.values(registrationOperations).flatMap(({ problems: of }): readonly ProblemCode[] => of))].filter((code) => !elsewhere.includes(code))
/** Those of these operations, and of what every page can meet the ones that are worded for registration or for all of a browser. */
const met: readonly ProblemCode[] = [...own, 'unexpected', 'no-network', 'server-unreachable', 'cookies-refused']

const typing = { to: 'number' } as const
const refusedAt = (to: 'number' | 'mail' | 'questions') => (refused: (typeof registrationRefusals)[number]): RegisterScreenState =>
  ({ name: `register-${to}-${refused}`, about: `What was typed is refused: ${refused}.`, view: firstTime({ refused }), going: to === 'questions' ? { to } : { to, correcting: to === 'number' ? '0425 555' : 'ada@' } })
const stepUp: RegistrationStepOf<'step-up'> = { kind: 'step-up', why: 'change', ways: [{ item: 'number-1', way: 'sms', shown: '••• 34' }, { item: 'number-1', way: 'call', shown: '••• 34' }, { item: 'mail-1', way: 'email', shown: 'a•••@l•••.example' }] }
const ofMail: readonly string[] = ['no-address', 'own-mailbox']
const ofQuestions: readonly string[] = ['too-few']

/** The states of every screen of registration, once. states.test.ts fails where a kind of step, an error, a refusal or a problem is missing. */
export const registerStates: readonly RegisterScreenState[] = [
  { name: 'register-opening', about: 'The server has not said yet how people sign in.', opening: true },
  { name: 'register-sign-in', about: 'With a password.', server: { signIn: ['password'] } },
  { name: 'register-sign-in-windows', about: 'This PC knows who sits before it.' },
  { name: 'register-sign-in-instead', about: 'The password was chosen where this PC knows who it is.', byPassword: true },
  { name: 'register-sign-in-nothing-typed', about: 'Next without a name.', byPassword: true, account: '', does: [{ press: 'main' }] },
  { name: 'register-sign-in-no-password', about: 'A name and no password.', byPassword: true, account: 'ada', does: [{ type: '', into: 'password' }, { press: 'main' }] },
  { name: 'register-sign-in-refused', about: 'Name or password are wrong, or may not be tried: the same words.', byPassword: true, account: 'ada', signInRefused: { code: 'sign-in-refused' } },
  { name: 'register-sign-in-no-ticket', about: 'The browser showed no ticket.', byPassword: true, signInRefused: { code: 'negotiate-needed' } },
  { name: 'register-sign-in-windows-refused', about: 'No ticket, and no other way to sign in.', server: { signIn: ['negotiate'] }, byPassword: true, signInRefused: { code: 'negotiate-needed' } },
  ...accountReasons.map((why): RegisterScreenState => (
    { name: `register-sign-in-${why}`, about: `The password is right: ${why}.`, server: { signIn: ['password'] }, account: 'ada', signInRefused: { code: 'account-not-ready', why } })),
  { name: 'register-sign-in-busy', about: 'The answer is awaited.', byPassword: true, account: 'ada', busy: true },

  { name: 'register-first', about: 'Nothing is registered: one main button.', view: firstTime() },
  { name: 'register-first-company', about: 'Nothing of their own; the company knows an address.', view: firstTime({ items: [ofCompany], missing: ['number', 'questions'], more: 1, wanted: wantedOf({ email: 'yes', sms: 'no', call: 'no', questions: 'no' }, 'no') }) },
  { name: 'register-next', about: 'The number is registered; either of two things is wanted beside it.', view: firstTime({ items: [fresh(number)], missing: ['mail', 'questions'], more: 1, done: 'registered', wanted: wantedOf({ email: 'no', sms: 'later', call: 'later', questions: 'no' }, 'no') }) },
  { name: 'register-two-more', about: 'Three things are wanted, and one is registered.', view: firstTime({ items: [fresh(number)], missing: ['mail', 'questions'], more: 2, done: 'registered', wanted: wantedOf({ email: 'no', sms: 'later', call: 'later', questions: 'no' }, 'no', 3) }) },
  { name: 'register-last', about: 'Three things are wanted, and one of them is missing.', view: viewOf({ items: [fresh(number), fresh(mail)], questions, missing: ['questions'], more: 1, done: 'registered', wanted: wantedOf({ email: 'later', sms: 'later', call: 'later', questions: 'no' }, 'no', 3) }) },
  { name: 'register-short', about: 'The policy wants something that cannot be registered here.', view: viewOf({ items: [mail], numberBy: [], questions: undefined, wanted: [{ entrance: 'portal-inside', needed: 1, ways: [{ way: 'email', ready: 'yes' }], enough: 'yes' }, { entrance: 'portal-outside', needed: 2, ways: [{ way: 'sms', ready: 'no' }, { way: 'email', ready: 'yes' }], enough: 'no' }] }) },
  { name: 'register-overview', about: 'All is registered.', view: viewOf() },
  { name: 'register-overview-later', about: 'All is registered, and some of it counts from outside tomorrow.', view: viewOf({ items: [fresh(number), mail], questions: fresh(answered), wanted: wantedOf({ email: 'yes', sms: 'later', call: 'later', questions: 'later' }, 'later') }) },
  { name: 'register-overview-differs', about: 'More is wanted from outside than from inside; one number is a landline, one cannot be reached now.', view: viewOf({
    items: [number, { ...number, item: 'number-2', shown: '+44 2079460000', ways: ['call'] }, { ...number, item: 'number-3', shown: '+49 15123456789', ways: [] }], questions,
    wanted: [
      { entrance: 'workstation', needed: 1, ways: [{ way: 'sms', ready: 'yes' }], enough: 'yes' },
      { entrance: 'portal-outside', needed: 2, ways: [{ way: 'sms', ready: 'yes' }, { way: 'email', ready: 'no' }], enough: 'no' },
    ],
    missing: ['mail'], more: 1,
  }) },
  { name: 'register-confirm', about: 'It is time to say that all of it is still right.', view: viewOf({ confirmDue: true }) },
  { name: 'register-confirmed', about: 'That was said.', view: viewOf({ done: 'confirmed' }) },
  { name: 'register-still-right', about: 'The same is asked before anything proves the person: a yes needs no code.', view: viewOf({ items: [...hidden], confirmDue: true, step: stepUp }) },
  { name: 'register-still-right-said', about: 'That was said, and nothing more is to be done.', view: viewOf({ items: [...hidden], done: 'confirmed', step: stepUp }) },
  { name: 'register-removed', about: 'A number was removed.', view: viewOf({ items: [mail], questions, done: 'removed', missing: ['number', 'questions'], more: 1, wanted: wantedOf({ email: 'yes', sms: 'no', call: 'no', questions: 'no' }, 'no') }) },
  { name: 'register-proved', about: 'The person has proved themselves.', view: viewOf({ done: 'proved' }) },

  { name: 'register-step-up', about: 'Before a change: something that was there before.', view: viewOf({ items: [...hidden], step: stepUp }) },
  { name: 'register-step-up-first', about: 'From outside, with nothing registered: what the company knows.', view: firstTime({ step: { kind: 'step-up', why: 'first', ways: [{ item: 'mail-0', way: 'email', shown: 'a•••@m•••.example' }] } }) },
  { name: 'register-step-up-call', about: 'The only way is a call.', view: viewOf({ step: { kind: 'step-up', why: 'change', ways: [{ item: 'number-1', way: 'call', shown: '••• 34' }] } }) },
  { name: 'register-elsewhere-first', about: 'From outside, with nothing at all.', view: firstTime({ step: { kind: 'elsewhere', why: 'first' } }) },
  { name: 'register-elsewhere-change', about: 'Nothing that is registered counts from here.', view: viewOf({ step: { kind: 'elsewhere', why: 'change' } }) },
  { name: 'register-frozen', about: 'Somebody said "this was not me".', view: viewOf({ step: { kind: 'frozen', caseNumber: '3MTX-8WQK' } }) },

  { name: 'register-number', about: 'A number with its country; both ways for the code.', view: firstTime(), going: typing },
  { name: 'register-number-typed', about: 'How it is read stands below it.', view: firstTime(), going: typing, does: [{ type: '(425) 555-1234', into: 'number' }] },
  { name: 'register-number-abroad', about: 'Typed with a country code: the country follows.', view: firstTime(), going: typing, does: [{ type: '+49 1512 3456789', into: 'number' }] },
  { name: 'register-number-empty', about: 'Next without a number.', view: firstTime(), going: typing, does: [{ press: 'main' }] },
  { name: 'register-number-call', about: 'Calls alone.', view: firstTime({ numberBy: ['call'] }), going: typing },
  { name: 'register-number-countries', about: 'A country is looked for.', view: firstTime(), going: typing, does: [{ type: 'Uni', into: 'country' }] },
  { name: 'register-number-again', about: 'Back from the code: the number stands there to be corrected.', view: firstTime(), going: { to: 'number', correcting: '+49 15123456789' } },
  ...registrationRefusals.filter((one) => ![...ofMail, ...ofQuestions].includes(one)).map(refusedAt('number')),
  { name: 'register-mail', about: 'A mail address.', view: firstTime(), going: { to: 'mail' } },
  { name: 'register-mail-empty', about: 'Next without an address.', view: firstTime(), going: { to: 'mail' }, does: [{ press: 'main' }] },
  ...registrationRefusals.filter((one) => ofMail.includes(one)).map(refusedAt('mail')),

  ...(['email', 'sms'] as const).flatMap((way) => deliveries.map((delivery): RegisterScreenState => (
    { name: `register-prove-${way}-${delivery}`, about: `A code by ${way}: ${delivery}.`, view: firstTime({ step: proveStep({ way, delivery, shown: way === 'email' ? 'ada@lovelace.example' : '+1 4255551234', againIn: delivery === 'late' ? 0 : 24 }) }) }))),
  ...proofCallStates.map((state): RegisterScreenState => {
    const over = !['calling', 'ringing', 'answered', 'wrong-keys'].includes(state)
    const step = proveStep({ way: 'call', digits: 2, call: { state, keys: '47', over }, ...(state === 'wrong-keys' && { triesLeft: 2 }) })
    return { name: `register-prove-call-${state}`, about: `A call: ${state}.`, view: firstTime({ step: state === 'denied' || state === 'confirmed' ? { ...step, againIn: undefined } : step }) }
  }),
  { name: 'register-prove-call-again', about: 'Nobody answered, and another call can be asked for.', view: firstTime({ step: proveStep({ way: 'call', digits: 2, againIn: 0, call: { state: 'no-answer', keys: '47', over: true } }) }) },
  { name: 'register-prove-call-used-up', about: 'The keys were wrong for the last time.', view: firstTime({ step: { ...proveStep({ way: 'call', digits: 2, triesLeft: 0, call: { state: 'wrong-keys', keys: '47', over: true } }), againIn: undefined } }) },
  { name: 'register-prove-call-step-up', about: 'A call to what is registered.', view: viewOf({ items: [...hidden], step: proveStep({ what: 'step-up', way: 'call', shown: '••• 34', digits: 2, call: { state: 'ringing', keys: '47', over: false } }) }) },
  { name: 'register-prove-step-up', about: 'The code to what is registered.', view: viewOf({ items: [...hidden], step: proveStep({ what: 'step-up', shown: '••• 34' }) }) },
  { name: 'register-prove-wrong', about: 'That was not the code.', view: firstTime({ step: proveStep({ error: 'code-wrong', triesLeft: 2 }) }) },
  { name: 'register-prove-expired', about: 'The code was right and too old.', view: firstTime({ step: proveStep({ error: 'code-expired', codeEndsIn: 0, againIn: 0 }) }) },
  { name: 'register-prove-used-up', about: 'The code grew too old and no more are sent.', view: firstTime({ step: { kind: 'prove', what: 'new', way: 'sms', shown: '+1 4255551234', digits: 6, codeEndsIn: 0, triesLeft: 1, delivery: 'late' } }) },

  { name: 'register-questions', about: 'Which questions, and their answers.', view: viewOf({ questions, missing: ['questions'], more: 1 }), going: { to: 'questions' } },
  { name: 'register-questions-typed', about: 'One is answered.', view: viewOf({ questions, missing: ['questions'], more: 1 }), going: { to: 'questions' }, does: [{ type: 'Kastanienallee', into: 'answer-0' }] },
  { name: 'register-questions-hidden', about: 'What is typed is hidden.', view: viewOf({ questions, missing: ['questions'], more: 1 }), going: { to: 'questions' }, does: [{ type: 'Kastanienallee', into: 'answer-0' }, { press: 'hide' }] },
  { name: 'register-questions-empty', about: 'One is not answered.', view: viewOf({ questions, missing: ['questions'], more: 1 }), going: { to: 'questions' }, does: [{ press: 'main' }] },
  { name: 'register-questions-pick', about: 'Another question is looked for.', view: viewOf({ questions, missing: ['questions'], more: 1 }), going: { to: 'questions' }, does: [{ press: 'question' }] },
  { name: 'register-questions-all', about: 'As many as there are: nothing to pick.', view: viewOf({ questions: { ...questions, questions: pool.slice(0, 3) }, missing: ['questions'], more: 1 }), going: { to: 'questions' } },
  { name: 'register-questions-refused', about: 'Answers are refused, each under its field.', view: viewOf({ questions, refusedAnswers: [{ question: 'street', why: 'too-short' }, { question: 'holiday', why: 'same-as-another' }, { question: 'teacher', why: 'too-common' }] }), going: { to: 'questions' } },
  ...registrationRefusals.filter((one) => ofQuestions.includes(one)).map(refusedAt('questions')),
  ...answerRefusals.map((why): RegisterScreenState => (
    { name: `register-answer-${why}`, about: `An answer is refused: ${why}.`, view: viewOf({ questions: { ...questions, needed: 1 }, refusedAnswers: [{ question: 'street', why }] }), going: { to: 'questions' } })),

  { name: 'register-remove', about: 'Asked once more.', view: viewOf(), going: { to: 'remove', item: 'number-1' } },
  { name: 'register-remove-questions', about: 'Asked once more, of the answers.', view: viewOf(), going: { to: 'remove', item: 'questions' } },
  { name: 'register-enough', about: 'That is all.', view: viewOf({ done: 'registered' }) },
  { name: 'register-enough-later', about: 'That is all, and from outside it counts tomorrow.', view: viewOf({ items: [fresh(number), fresh(mail)], questions: fresh(answered), done: 'registered', wanted: wantedOf({ email: 'later', sms: 'later', call: 'later', questions: 'later' }, 'later') }) },

  { name: 'register-not-me', about: 'From the link of a notice.', notMe: 'a-token' },
  { name: 'register-not-me-busy', about: 'It is being frozen.', notMe: 'a-token', busy: true },
  { name: 'register-reported', about: 'It is frozen.', reported: '3MTX-8WQK' },
  { name: 'register-out-left', about: 'Signed out by the person.', out: 'left' },
  { name: 'register-out-over', about: 'Signed out by time.', out: 'over' },
  { name: 'register-idle', about: 'Nobody has touched anything for a while.', view: viewOf(), idle: 27 },
  { name: 'register-help', about: 'Help, with the case number.', view: viewOf(), does: [{ press: 'help' }] },
  { name: 'register-wait-hours', about: 'Too many calls for today.', problem: 'too-many-messages', wait: 80_000 },
  ...met.map((problem): RegisterScreenState => ({ name: `register-problem-${problem}`, about: `The problem ${problem}, in words.`, problem, ...(problems[problem].status === 429 && { wait: 240 }) })),
]
