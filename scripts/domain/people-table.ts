import type { Person, State } from '../../test/peers/samba/people.ts'

/** @returns the people of a domain as lines: what is typed, the password, how they stand, what they have */
export function peopleTable(people: readonly Person[]): string {
  const rows = [['account', 'password', 'state', 'mail', 'number'], ...people.map(rowOf)]
  const widths = [0, 1, 2, 3].map((column) => Math.max(...rows.map((row) => widthOf(row[column] ?? ''))))
  return rows.map((row) => row.map((cell, column) => cell + ' '.repeat(Math.max(0, (widths[column] ?? 0) - widthOf(cell)))).join('  ').trimEnd()).join('\n')
}

const rowOf = ({ account, password, state, privateMail = '-', number = '-', groups = [], unit, adminCount }: Person): string[] => [
  account, password,
  [words[state], ...groups.map((group) => `in ${group}${group === 'Tier Zero' ? ' (a group in Domain Admins)' : ''}`), ...(adminCount ? ['marked as administrator'] : []), ...(unit === 'People' ? [] : [`in OU ${unit}`])].join(', '),
  privateMail, number,
]

const words = {
  'usable': 'usable, or forgotten',
  'locked': 'locked',
  'disabled': 'disabled',
  'account expired': 'account expired',
  'password expired': 'password expired',
  'must change password': 'must change the password',
  'cannot change password': 'may not change the password',
  'smart card required': 'needs a smart card',
  'outside logon hours': 'not at this hour',
} satisfies Record<State, string>

/** In columns of a terminal: letters of East Asia take two (Unicode Standard Annex #11). */
const widthOf = (text: string) => Array.from(text).reduce((width, letter) => width + (/[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\uff00-\uff60]/u.test(letter) ? 2 : 1), 0)
