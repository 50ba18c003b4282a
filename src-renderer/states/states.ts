import { callStates, passwordReasons, problemCodes, type ProblemCode, problems, type WhyNot } from '@gatehouse/contract'
import type { ScreenState } from './state.ts'
import { callStep, codeStep, newPasswordStep, questionsStep, ownRules, rules, viewAt } from './views.ts'

const closed = (whyNot: WhyNot) =>
  viewAt({ kind: 'choice', locked: false, choices: [{ choice: 'unlock', whyNot }, { choice: 'set-password', whyNot }] })

const problemState = (problem: ProblemCode): ScreenState =>
  ({ name: `problem-${problem}`, about: `The problem ${problem}, in words.`, problem, ...(problems[problem].status === 429 && { wait: 240 }) })

/**
 * The states of every screen, once. The gallery, the checks for accessibility, the keyboard's walk and the pictures go through
 * this list; states.test.ts fails where a kind of step, an error, a reason or a problem is missing.
 */
export const states: readonly ScreenState[] = [
  { name: 'identify', about: 'The account of the selected tile is filled in.', account: 'CORP\\ada' },
  { name: 'identify-inside', about: 'This PC reaches a domain controller.', controller: 'reached', account: 'CORP\\ada' },
  { name: 'identify-empty', about: 'No tile was selected; the server is still being looked for.', machine: { selectedUser: undefined }, account: '', connection: 'checking' },
  { name: 'identify-nothing-typed', about: 'Next without a name says what is missing.', account: '', does: [{ press: 'main' }] },
  { name: 'identify-busy', about: 'The answer is awaited.', account: 'CORP\\ada', busy: true },
  { name: 'identify-lost', about: 'The network went while typing: the corner says so, nothing moves.', account: 'CORP\\ada', connection: 'no-network' },
  { name: 'identify-window', about: 'Tried out in a window, on the demo directory.', account: 'ada', machine: { mode: 'window' }, server: { demo: 'Demo directory' } },
  { name: 'branded', about: 'In the colours of the company, before its picture.', account: 'CORP\\ada', branded: 'valley' },
  { name: 'branded-code', about: 'Links and steps in the colour of the company.', branded: 'valley', view: viewAt(codeStep({ way: 'sms', againIn: 0 }), { passed: 1, needed: 2 }) },
  { name: 'branded-choice', about: 'What is picked has the colour of the company.', branded: 'valley', view: viewAt({ kind: 'choice', locked: true, choices: [{ choice: 'unlock' }, { choice: 'set-password' }] }) },
  { name: 'branded-bright', about: 'A white picture and a black logo: both can be looked at, and words on them read.', branded: 'daylight', controller: 'reached', account: 'CORP\\ada' },
  { name: 'branded-broken', about: 'A look that is not fit to be shown: ours stays.', branded: 'broken', account: 'CORP\\ada' },
  { name: 'languages', about: 'The languages are open.', account: 'CORP\\ada', does: [{ press: 'languages' }] },

  { name: 'identify-layout', about: 'The keyboard is a French one: which letters are elsewhere is said where the name is typed.', account: '', machine: { selectedUser: undefined }, layout: 'fr' },
  { name: 'contrast', about: 'More contrast was asked for.', account: 'CORP\\ada', controller: 'reached', does: [{ press: 'contrast' }] },
  { name: 'contrast-choice', about: 'Cards with more contrast.', view: viewAt({ kind: 'choice', locked: true, choices: [{ choice: 'unlock' }, { choice: 'set-password', whyNot: 'not-allowed' }] }), does: [{ press: 'contrast' }] },
  { name: 'keyboard', about: 'The keyboard on the screen.', account: 'CORP\\ada', does: [{ press: 'keyboard' }] },
  { name: 'keyboard-code', about: 'For a code it has digits.', view: viewAt(codeStep()), does: [{ press: 'keyboard' }] },
  { name: 'keyboard-password', about: 'A password with Shift held, on a German keyboard.', view: viewAt(newPasswordStep()), layout: 'de', does: [{ type: 'heron lamp', into: 'password' }, { press: 'keyboard' }, { press: 'key-shift' }] },
  { name: 'keyboard-alt-gr', about: 'What AltGr has on a German keyboard.', account: '', machine: { selectedUser: undefined }, layout: 'de', does: [{ press: 'keyboard' }, { press: 'key-alt-gr' }] },

  { name: 'code', about: 'A code was sent.', view: viewAt(codeStep()) },
  { name: 'code-sms', about: 'A code was sent by SMS.', view: viewAt(codeStep({ way: 'sms' })) },
  { name: 'code-late', about: 'The code should have arrived by now.', view: viewAt(codeStep({ codeEndsIn: 230, againIn: 0, delivery: 'late' })) },
  { name: 'code-sms-late', about: 'The SMS should have arrived by now.', view: viewAt(codeStep({ way: 'sms', codeEndsIn: 230, againIn: 0, delivery: 'late' })) },
  { name: 'code-delayed', about: 'No mail server answers.', view: viewAt(codeStep({ delivery: 'delayed' })) },
  { name: 'code-sms-delayed', about: 'No provider of SMS answers.', view: viewAt(codeStep({ way: 'sms', delivery: 'delayed' })) },
  { name: 'code-second-gate', about: 'The second of two gates.', view: viewAt(codeStep({ way: 'sms' }), { passed: 1, needed: 2 }) },
  { name: 'code-typing', about: 'Half a code is typed; a new one can be asked for.', view: viewAt(codeStep({ againIn: 0, codeEndsIn: 200 })), does: [{ type: '418', into: 'code' }] },
  { name: 'code-incomplete', about: 'Next with half a code says how many digits there are.', view: viewAt(codeStep()), does: [{ type: '418', into: 'code' }, { press: 'main' }] },
  { name: 'code-wrong', about: 'That was not the code.', view: viewAt(codeStep({ triesLeft: 2, againIn: 3, error: 'code-wrong' })) },
  { name: 'code-wrong-last-try', about: 'One try is left.', view: viewAt(codeStep({ triesLeft: 1, againIn: 0, error: 'code-wrong' })) },
  { name: 'code-expired', about: 'The code was right but too old.', view: viewAt(codeStep({ codeEndsIn: 0, againIn: 0, error: 'code-expired' })) },
  { name: 'code-over', about: 'The code grew too old on the screen.', view: viewAt(codeStep({ codeEndsIn: 0, againIn: 0 })) },
  { name: 'code-used-up', about: 'The code grew too old and no more are sent.', view: viewAt({ kind: 'code', way: 'email', digits: 6, codeEndsIn: 0, triesLeft: 1 }) },
  { name: 'code-no-helpdesk', about: 'Nobody has told us the number of the helpdesk.', machine: { helpdesk: undefined }, server: { company: { name: 'Contoso', helpdesk: '' } }, view: viewAt(codeStep()) },

  { name: 'code-not-judged', about: 'Who made the code could not be asked.', view: viewAt(codeStep({ way: 'sms', againIn: 0, error: 'not-judged' })) },

  { name: 'phone', about: 'The telephone is called.', view: { ...viewAt(callStep()), mark: 'calling' }, then: [callStep({ call: 'ringing' }), callStep({ call: 'answered' }), callStep({ call: 'wrong-keys', triesLeft: 2 }), callStep({ call: 'confirmed', over: true, endsIn: 0 })].map((step) => ({ ...viewAt(step), mark: step.call })) },
  ...callStates.filter((call) => call !== 'calling').map((call): ScreenState => {
    const over = !['ringing', 'answered', 'wrong-keys'].includes(call)
    return { name: `phone-${call}`, about: `The call: ${call}.`, view: viewAt(callStep({ call, over, ...(over && { endsIn: 0, againIn: call === 'busy' ? 12 : 0 }), ...(call === 'wrong-keys' && { triesLeft: 2 }) })) }
  }),
  { name: 'phone-pound', about: '# alone, as the policy has it.', view: viewAt({ kind: 'call', way: 'call', call: 'answered', over: false, endsIn: 60, triesLeft: 3 }) },
  { name: 'phone-still-waiting', about: 'Next was pressed too early.', view: viewAt(callStep({ call: 'ringing', error: 'still-waiting' })) },
  { name: 'phone-other-way', about: 'Nobody answered; the policy leaves another way.', view: viewAt(callStep({ call: 'no-answer', over: true, endsIn: 0, againIn: 0 }), { passed: 0, needed: 1 }, ['email']) },

  { name: 'questions', about: 'The answers that were registered.', view: viewAt(questionsStep(), { passed: 1, needed: 2 }) },
  { name: 'questions-empty', about: 'One is not answered.', view: viewAt(questionsStep(), { passed: 1, needed: 2 }), does: [{ press: 'main' }] },
  { name: 'questions-wrong', about: 'Too few were right.', view: viewAt(questionsStep({ triesLeft: 2, error: 'answers-wrong' }), { passed: 1, needed: 2 }) },
  { name: 'questions-not-judged', about: 'Nobody could look at them.', view: viewAt(questionsStep({ error: 'not-judged' }), { passed: 1, needed: 2 }) },
  { name: 'questions-missing-last', about: 'Too few answers are registered, and nothing else is left.', view: viewAt(questionsStep({ questions: [] }), { passed: 1, needed: 2 }) },
  { name: 'questions-missing', about: 'Too few answers are registered.', view: viewAt(questionsStep({ questions: [] }), { passed: 1, needed: 2 }, ['sms']) },

  { name: 'code-other-way', about: 'The policy leaves another way.', view: viewAt(codeStep(), { passed: 0, needed: 1 }, ['sms']) },
  { name: 'ways-other', about: 'Another way than the code by mail is looked for.', view: viewAt(codeStep(), { passed: 0, needed: 1 }, ['sms']), seeking: true },
  { name: 'ways', about: 'The order is free: the person picks what comes first.', view: viewAt({ kind: 'ways' }, { passed: 0, needed: 2 }, ['email', 'sms', 'call', 'questions']) },

  { name: 'choice', about: 'The account is locked: both ways help.', view: viewAt({ kind: 'choice', locked: true, choices: [{ choice: 'unlock' }, { choice: 'set-password' }] }) },
  { name: 'choice-set', about: 'A new password is picked.', view: viewAt({ kind: 'choice', locked: true, choices: [{ choice: 'unlock' }, { choice: 'set-password' }] }), does: [{ press: 'set-password' }] },
  { name: 'choice-not-locked', about: 'An unlock is not needed, and says why.', view: viewAt({ kind: 'choice', locked: false, choices: [{ choice: 'unlock', whyNot: 'not-locked' }, { choice: 'set-password' }] }) },
  { name: 'choice-password-expired', about: 'An unlock would not help, and says why.', view: viewAt({ kind: 'choice', locked: true, choices: [{ choice: 'unlock', whyNot: 'password-expired' }, { choice: 'set-password' }] }) },
  { name: 'choice-away', about: 'This PC does not reach a domain controller: said before anything is chosen.', controller: 'not-reached', view: viewAt({ kind: 'choice', locked: true, choices: [{ choice: 'unlock' }, { choice: 'set-password' }] }) },
  { name: 'choice-must-change', about: 'Somebody wants the password changed: an unlock would not help, and says why.', view: viewAt({ kind: 'choice', locked: true, choices: [{ choice: 'unlock', whyNot: 'must-change' }, { choice: 'set-password' }] }) },
  { name: 'choice-outside-hours', about: 'Locked, and at an hour in which the account may not be used: says when it may.', view: viewAt({ kind: 'choice', locked: true, signInIn: 34_000, choices: [{ choice: 'unlock', whyNot: 'outside-hours' }, { choice: 'set-password' }] }) },
  { name: 'choice-smart-card', about: 'A new password would not help whoever signs in with a card; an unlock does.', view: viewAt({ kind: 'choice', locked: true, choices: [{ choice: 'unlock' }, { choice: 'set-password', whyNot: 'smart-card-required' }] }) },
  { name: 'choice-cannot-change', about: 'The company sets this password; an unlock helps.', view: viewAt({ kind: 'choice', locked: true, choices: [{ choice: 'unlock' }, { choice: 'set-password', whyNot: 'cannot-change' }] }) },
  { name: 'choice-protected', about: 'An administrator, who has passed the gates, learns that this is not for them.', view: closed('protected') },
  { name: 'choice-never', about: 'There is no hour at which the account may be used.', view: closed('outside-hours') },
  { name: 'choice-later', about: 'Nothing helps before the hours begin, and no new password may be chosen.', view: viewAt({ kind: 'choice', locked: true, signInIn: 1500, choices: [{ choice: 'unlock', whyNot: 'outside-hours' }, { choice: 'set-password', whyNot: 'cannot-change' }] }) },
  { name: 'choice-smart-card-not-locked', about: 'Only the helpdesk can help with a card.', view: viewAt({ kind: 'choice', locked: false, choices: [{ choice: 'unlock', whyNot: 'not-locked' }, { choice: 'set-password', whyNot: 'smart-card-required' }] }) },
  { name: 'choice-cannot-change-not-locked', about: 'Only the helpdesk can set this password.', view: viewAt({ kind: 'choice', locked: false, choices: [{ choice: 'unlock', whyNot: 'not-locked' }, { choice: 'set-password', whyNot: 'cannot-change' }] }) },
  { name: 'choice-disabled', about: 'Only the helpdesk can help a disabled account.', view: closed('disabled') },
  { name: 'choice-account-expired', about: 'Only the helpdesk can help an expired account.', view: closed('account-expired') },
  { name: 'choice-not-allowed', about: 'The policy allows an unlock alone, and the screen says so.', view: viewAt({ kind: 'choice', locked: true, choices: [{ choice: 'unlock' }, { choice: 'set-password', whyNot: 'not-allowed' }] }) },
  { name: 'choice-not-allowed-closed', about: 'Nothing to unlock, and no new password allowed.', view: viewAt({ kind: 'choice', locked: false, choices: [{ choice: 'unlock', whyNot: 'not-locked' }, { choice: 'set-password', whyNot: 'not-allowed' }] }) },
  { name: 'choice-not-carried-out', about: 'The directory did not do it; nothing was changed.', view: viewAt({ kind: 'choice', locked: true, choices: [{ choice: 'unlock' }, { choice: 'set-password' }], error: 'not-carried-out' }) },

  { name: 'new-password', about: 'The rules, before anything is typed.', view: viewAt(newPasswordStep()) },
  { name: 'new-password-typing', about: 'Some rules are met.', view: viewAt(newPasswordStep()), does: [{ type: 'heron lamp', into: 'password' }] },
  { name: 'new-password-good', about: 'All that can be checked is met, and both are the same.', view: viewAt(newPasswordStep()), does: [{ type: 'Heron lamp 42!', into: 'password' }, { type: 'Heron lamp 42!', into: 'again' }] },
  { name: 'new-password-shown', about: 'What is typed can be seen.', view: viewAt(newPasswordStep()), does: [{ type: 'Heron lamp 42!', into: 'password' }, { press: 'reveal' }] },
  { name: 'new-password-caps-lock', about: 'Caps Lock is on.', view: viewAt(newPasswordStep()), does: [{ type: 'HERON', into: 'password' }, { capsLock: true }] },
  { name: 'new-password-layout', about: 'The keyboard is a German one: the letters that are elsewhere are not seen in the dots.', view: viewAt(newPasswordStep()), layout: 'de', does: [{ type: 'heron', into: 'password' }] },
  { name: 'new-password-script', about: 'The keyboard types Arabic letters.', view: viewAt(newPasswordStep()), layout: 'ar' },
  { name: 'new-password-empty', about: 'Nothing was typed.', view: viewAt(newPasswordStep()), does: [{ press: 'main' }] },
  { name: 'new-password-unmet', about: 'A rule is not met yet.', view: viewAt(newPasswordStep()), does: [{ type: 'heron', into: 'password' }, { press: 'main' }] },
  { name: 'new-password-different', about: 'The two are not the same.', view: viewAt(newPasswordStep()), does: [{ type: 'Heron lamp 42!', into: 'password' }, { type: 'Heron lamp 43!', into: 'again' }, { press: 'main' }] },
  { name: 'new-password-refused', about: 'The directory refused it.', view: viewAt(newPasswordStep({ error: 'password-refused' })) },
  { name: 'new-password-not-carried-out', about: 'The directory did not do it; nothing was changed.', view: viewAt(newPasswordStep({ error: 'not-carried-out' })) },
  { name: 'new-password-own-rules', about: "Our own rules beside the directory's.", view: viewAt(newPasswordStep({ rules: ownRules })), does: [{ type: 'C0nt0so heron 42', into: 'password' }] },
  ...passwordReasons.map((reason): ScreenState => ({ name: `new-password-refused-${reason}`, about: `It was refused, and why: ${reason}.`, view: viewAt(newPasswordStep({ rules: ownRules, error: 'password-refused', reason })) })),
  { name: 'new-password-too-recent', about: 'The present password is younger than it must become: says when a new one is possible.', view: viewAt(newPasswordStep({ rules: [...rules, { rule: 'min-age', checked: 'now', possibleIn: 40_000 }] })) },
  { name: 'new-password-unknown-rules', about: 'There are rules that the server may not read.', view: viewAt(newPasswordStep({ rules: [{ rule: 'unknown', checked: 'setting' }] })) },
  { name: 'new-password-too-long', about: 'Longer than any directory takes.', view: viewAt(newPasswordStep()), does: [{ type: 'Heron lamp 42! '.repeat(18), into: 'password' }] },
  { name: 'new-password-one-rule', about: 'A directory with a rule of length only.', view: viewAt(newPasswordStep({ rules: [{ rule: 'min-length', checked: 'typing', length: 8 }] })) },

  { name: 'working-unlock', about: 'The account is being unlocked.', view: viewAt({ kind: 'working', choice: 'unlock' }) },
  { name: 'working-set-password', about: 'The password is being set.', view: viewAt({ kind: 'working', choice: 'set-password' }) },
  { name: 'done-unlock', about: 'Unlocked.', view: viewAt({ kind: 'done', choice: 'unlock' }) },
  { name: 'done-set-password', about: 'The new password works.', view: viewAt({ kind: 'done', choice: 'set-password' }) },
  { name: 'done-unlock-away', about: 'Unlocked, but this PC does not hear of it yet.', controller: 'not-reached', view: viewAt({ kind: 'done', choice: 'unlock' }) },
  { name: 'done-set-password-away', about: 'The new password works, but not on this PC yet.', controller: 'not-reached', view: viewAt({ kind: 'done', choice: 'set-password' }) },
  { name: 'done-unlock-not-yet', about: 'Unlocked, but the controller that this PC uses does not know yet.', view: viewAt({ kind: 'done', choice: 'unlock', reached: 'not-yet' }) },
  { name: 'done-set-password-not-yet', about: 'The new password works, but where this PC asks it is not known yet.', view: viewAt({ kind: 'done', choice: 'set-password', reached: 'not-yet' }) },
  { name: 'done-reached', about: 'Unlocked, and this PC knows.', view: viewAt({ kind: 'done', choice: 'unlock', reached: 'here' }) },
  { name: 'done-staying', about: 'The countdown was stopped.', view: viewAt({ kind: 'done', choice: 'unlock' }), does: [{ press: 'stay' }] },

  { name: 'ended-cancelled', about: 'Cancelled by the person.', view: viewAt({ kind: 'ended', reason: 'cancelled' }) },
  { name: 'ended-expired', about: 'Nobody answered for too long.', view: viewAt({ kind: 'ended', reason: 'expired' }) },
  { name: 'ended-too-many-tries', about: 'Too many wrong tries.', view: viewAt({ kind: 'ended', reason: 'too-many-tries' }) },
  { name: 'ended-not-asked-for', about: 'Whoever was called did not ask for it.', view: viewAt({ kind: 'ended', reason: 'not-asked-for' }) },
  { name: 'ended-too-many-changes', about: 'The directory refused one change after the other.', view: viewAt({ kind: 'ended', reason: 'too-many-changes' }) },
  { name: 'ended-stopped', about: 'What is registered was frozen or reset meanwhile.', view: viewAt({ kind: 'ended', reason: 'stopped' }) },
  { name: 'ended-too-early', about: 'Next came too early, where the policy ends it then.', view: viewAt({ kind: 'ended', reason: 'too-early' }) },
  { name: 'ended-unclear', about: 'Nobody can tell whether it worked.', view: viewAt({ kind: 'ended', reason: 'unclear' }) },

  { name: 'help', about: 'Help before a recovery began.', account: 'CORP\\ada', does: [{ press: 'help' }] },
  { name: 'help-case', about: 'Help with a case number.', view: viewAt(codeStep()), does: [{ press: 'help' }] },
  { name: 'help-problem', about: 'Help with an error number.', view: viewAt(codeStep()), problem: 'timed-out', does: [{ press: 'help' }] },
  { name: 'idle', about: 'Nobody has touched anything for a while.', view: viewAt(codeStep()), idle: 27 },
  { name: 'problem-in-the-middle', about: 'The network went in the middle: nothing is lost.', view: viewAt(codeStep()), problem: 'no-network' },
  { name: 'problem-wait-in-the-middle', about: 'No more codes for now; one that was sent before can still be typed.', view: viewAt(codeStep()), problem: 'too-many-messages', wait: 40 },
  { name: 'problem-wait-over', about: 'The wait is over.', problem: 'too-many-tries', wait: 0 },
  ...problemCodes.map(problemState),
]
