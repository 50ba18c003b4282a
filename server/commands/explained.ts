import type { WhyNot } from '@gatehouse/contract'
import type { Explanation, Held } from '../explain-policy.ts'
import type { GateName, RestsOn } from '../policy/gate-facts.ts'
import type { CodeNumbers } from '../policy/sections/code-numbers.ts'
import type { Policy } from '../policy/policy.ts'

/** What somebody meets, in words for an administrator. */
export function linesOf(one: Explanation, { emailCode, smsCode, phoneCall, questions, recovery }: Policy): string[] {
  const { typed, entrance, approved, mayBegin, person, account, outOfReach, looked, shown, own, gates, canPass } = one
  const numbers = {
    'email-code': ofCode(emailCode), 'sms-code': ofCode(smsCode),
    'phone-call': `${phoneCall.keys === 'digits' ? 'two digits and #' : '# alone'}, ${phoneCall.tries} tries, ${phoneCall.calls} calls${phoneCall.earlyNext === 'fail' ? '; Next too early ends it' : ''}`,
    'questions': `${questions.correct} of ${questions.asked} must be right, ${questions.tries} tries`,
  } satisfies Record<GateName, string>
  return [
    `${typed} at ${entrance}${approved ? ', a machine that an administrator has approved' : ''}`,
    ...(mayBegin === undefined || mayBegin === 'any' ? [] : [`  Machine     ${machines[mayBegin]}`]),
    `  Account     ${person ?? 'nobody, or more than one, has this name'}`,
    ...(account ? [`              ${stateOf(account)}`] : []),
    ...(outOfReach && !account?.protected ? ['              the service account has no right there, and nothing would be carried out: gatehouse-server directory check says how it gets them'] : []),
    ...looked.map(({ workflow, why }, index) => `  ${index === 0 ? 'Workflow  ' : '          '}  "${workflow}" ${why ? misfits[why] : 'fits: it is the first from the top that does'}`),
    ...(own ? [] : [
      `  ${person === undefined ? 'Workflow    ' : '            '}none. "${shown.name}" is shown and cannot be passed, so that nobody can tell who exists`,
    ]),
    `  Must prove  ${shown.needed} of ${new Set(gates.map(({ restsOn }) => restsOn)).size} different things, ${shown.order === 'free' ? 'in any order: the person picks' : 'in this order; one that cannot be passed may be left out where enough are left'}`,
    ...gates.map(({ gate, restsOn, held }) => `    ${gate.padEnd(10)}  rests on ${things[restsOn]}; ${numbers[gate]}${held ? `; ${helds[held]}` : ''}`),
    `  Can pass    ${canPass ? 'yes' : own ? 'no: too little of that is held; the helpdesk must help' : 'no'}`,
    ...one.choices.map(({ choice, whyNot }, index) => `  ${index === 0 ? 'Then      ' : '          '}  ${choices[choice]}: ${whyNot ? whyNots[whyNot] : 'yes'}`),
    `  Time        ${recovery.minutes} minutes in all, ${recovery.idleSeconds} seconds without a sign of life`,
  ]
}

const ofCode = ({ digits, minutes, tries, messages }: CodeNumbers) => `${digits} digits for ${minutes} minutes, ${tries} tries, ${messages} messages`
const things = { number: 'the number', mailbox: 'the mailbox', device: 'the device', knowledge: 'what the person knows', person: 'another person' } as const satisfies Record<RestsOn, string>
const choices = { 'unlock': 'unlock', 'set-password': 'set a new password' } as const
const machines = { known: 'must be enrolled, or nothing begins here', approved: 'must be enrolled and approved, or nothing begins here' } as const
const misfits = { groups: 'does not fit: in none of its groups', units: 'does not fit: in none of its units' } as const
const helds = {
  'held': 'registered', 'not-held': 'not registered, and the directory holds nothing for it', 'unusable': 'not usable: what the directory holds is nothing where it could go',
} as const satisfies Record<Held, string>

const whyNots = {
  'not-locked': 'not needed, it is not locked', 'password-expired': 'no, the password is too old', 'must-change': 'no, the password must be changed',
  'outside-hours': 'no, outside the logon hours', 'smart-card-required': 'no, a smart card is required', 'cannot-change': 'no, the account may not change its password',
  'disabled': 'no, the account is disabled', 'account-expired': 'no, the account has expired', 'protected': 'no, the account is protected (S-17)',
  'not-allowed': 'no, the workflow does not allow it',
} as const satisfies Record<WhyNot, string>

function stateOf({ name, locked, disabled, accountExpired, passwordExpired, protected: isProtected }: NonNullable<Explanation['account']>): string {
  const states = [
    isProtected ? 'protected: it is never recovered here' : 'not protected', locked ? 'locked' : 'not locked',
    ...(disabled ? ['disabled'] : []), ...(accountExpired ? ['expired'] : []), ...(passwordExpired ? ['its password is too old'] : []),
  ]
  return `${name}; ${states.join(', ')}`
}
